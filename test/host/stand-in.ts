import type { Disposable } from "vscode";

/** Puts something in the place of a function of VS Code's, until it is disposed of. */
export function standIn<T extends object>(
  owner: T,
  name: keyof T,
  replacement: (...args: never[]) => unknown,
): Pick<Disposable, "dispose"> {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { configurable: true, writable: true, value: replacement });
  return {
    dispose: () => {
      if (before !== undefined) Object.defineProperty(owner, name, before);
    },
  };
}

/** Asks again and again, a moment apart, until something has come true; the test's own time limit ends it. */
export async function eventually(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}
