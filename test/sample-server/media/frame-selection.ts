import * as fields from "../fields/fields.ts";
import type { Problem } from "../http/errors.ts";

/** How frames are chosen for validation. */

const methods = ["manual", "random_uniform", "random_per_job"] as const;

function share(): fields.Field<number> {
  return (value) => {
    const given = typeof value === "string" ? Number(value) : value;
    if (typeof given !== "number" || Number.isNaN(given)) {
      throw new fields.Invalid([
        value === null ? "This field may not be null." : "A valid number is required.",
      ]);
    }
    if (given < 0 || given > 1) throw new fields.Invalid(["Value must be in the range [0; 1]"]);
    return given;
  };
}

/** A list of items, of which there is at least one. */
export function filledList<T>(item: fields.Field<T>): fields.Field<T[]> {
  const read = fields.plainList(item);
  return (value) => {
    const items = read(value);
    if (items.length === 0) throw new fields.Invalid(["This list may not be empty."]);
    return items;
  };
}

/** What a request says about the choice, but for the frames themselves. */
export const selectionShape = {
  frame_selection_method: fields.optional(fields.choice(methods)),
  frame_count: fields.optional(fields.integer({ min: 1 })),
  frame_share: fields.optional(share()),
  frames_per_job_count: fields.optional(fields.integer({ min: 1 })),
  frames_per_job_share: fields.optional(share()),
  random_seed: fields.optional(fields.integer({ min: 0 })),
} as const;

export interface Selection {
  readonly frame_selection_method?: (typeof methods)[number];
  readonly frame_count?: number;
  readonly frame_share?: number;
  readonly frames_per_job_count?: number;
  readonly frames_per_job_share?: number;
  readonly random_seed?: number;
}

/** What is missing or too much for the method. */
export function selectionProblem(
  selection: Selection & { readonly frames?: readonly unknown[] },
): Problem | undefined {
  const { frame_selection_method: method, frames } = selection;
  if (method === "random_uniform") {
    return oneOf(selection, "frame_count", "frame_share") ?? noFrames(frames);
  }
  if (method === "random_per_job") {
    return oneOf(selection, "frames_per_job_count", "frames_per_job_share") ?? noFrames(frames);
  }
  if (method === undefined) return noFrames(frames);
  return frames ? undefined : { non_field_errors: ['The "frames" field is required'] };
}

function noFrames(frames: readonly unknown[] | undefined): Problem | undefined {
  if (!frames) return undefined;
  return { non_field_errors: ['"frames" can only be used when "frame_selection_method" is "manual"'] };
}

/** What is wrong unless exactly one of two is given. */
export function oneOf(
  selection: Selection,
  count: keyof Selection,
  part: keyof Selection,
): Problem | undefined {
  const given = [count, part].filter((name) => selection[name] !== undefined).length;
  if (given === 1) return undefined;
  const names = `"${count}", "${part}"`;
  const text =
    given === 0 ? `One of the fields ${names} required` : `Only 1 of the fields ${names} can be used`;
  return { non_field_errors: [text] };
}

/** Some of all frames. `count`: how many were asked for. */
export function uniformFrames(size: number, count: number, seed: number | undefined): readonly number[] {
  return sample(range(0, size - 1), count, seed);
}

/** Some of the frames of each range; in what two have in common one choice counts for both. */
export function framesPerRange(
  ranges: readonly (readonly [start: number, stop: number])[],
  count: number,
  overlap: number,
  seed: number | undefined,
): readonly number[] {
  const chosen = new Set<number>();
  for (const [start, stop] of ranges) {
    const own = range(start, stop);
    const missing = Math.min(own.length, count) - own.filter((frame) => chosen.has(frame)).length;
    const free = own.slice(start === 0 ? 0 : overlap).filter((frame) => !chosen.has(frame));
    for (const frame of sample(free, Math.max(0, missing), seed)) chosen.add(frame);
  }
  return [...chosen].toSorted((a, b) => a - b);
}

/** A share of a number, and one at least. */
export function partOf(size: number, portion: number): number {
  return Math.max(1, Math.floor(size * portion));
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Some of them in their order; the same ones for the same seed. */
function sample(all: readonly number[], count: number, seed = 0): readonly number[] {
  let state = seed + 1;
  const ranked = all.map((frame) => {
    state = (state * 48_271) % 2_147_483_647;
    return { frame, rank: state };
  });
  const chosen = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, count);
  return chosen.map(({ frame }) => frame).toSorted((a, b) => a - b);
}
