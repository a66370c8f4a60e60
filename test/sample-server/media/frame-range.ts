/** Which frames of the source a task has: first and last one, and the step between them. */
export interface FrameRange {
  readonly start: number;
  /** 0: to the end. */
  readonly stop: number;
  readonly step: number;
}

const stepExpression = /step\s*=\s*([1-9]\d*)/;

/** The step of a `frame_filter`; `undefined` if it is none. */
export function frameStep(filter: string): number | undefined {
  if (filter === "") return 1;
  const step = stepExpression.exec(filter)?.[1];
  return step === undefined ? undefined : Number(step);
}

/** The items that lie in the range. */
export function inRange<T>(items: readonly T[], { start, stop, step }: FrameRange): T[] {
  const last = stop === 0 ? items.length - 1 : Math.min(stop, items.length - 1);
  return items.filter((_, index) => index >= start && index <= last && (index - start) % step === 0);
}
