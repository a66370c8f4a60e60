/** How a task's frames are cut into jobs. */
export interface Segments {
  readonly size: number;
  readonly overlap: number;
  /** First and last frame of each, both inclusive. */
  readonly ranges: readonly (readonly [start: number, stop: number])[];
}

/** Cuts `frames` frames; a wanted size of 0 is one segment for all, and the overlap is at most half of a segment. */
export function segments(frames: number, wanted: number, wantedOverlap: number): Segments {
  const size = wanted === 0 || wanted > frames ? frames : wanted;
  const overlap = Math.min(wantedOverlap, Math.floor(size / 2));
  const ranges: [number, number][] = [];
  for (let start = 0; start < Math.max(1, frames - overlap); start += size - overlap) {
    ranges.push([start, Math.min(start + size, frames) - 1]);
  }
  return { size, overlap, ranges };
}

/** One segment for each of some numbers of frames, which has no size in common. */
export function segmentsOf(counts: readonly number[]): Segments {
  let start = 0;
  const ranges = counts.map((count): [number, number] => {
    const first = start;
    start += count;
    return [first, start - 1];
  });
  return { size: 0, overlap: 0, ranges };
}

const frameBudget = 36 * 1920 * 1080;

/** How many frames of this size go into a chunk. */
export function chunkSize(width: number, height: number): number {
  const fitting = Math.floor(frameBudget / Math.max(1, width * height));
  return Math.min(72, Math.max(2, fitting));
}
