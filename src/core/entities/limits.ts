/** How much the server keeps of texts, in characters. What is longer it refuses. */
export const longest = {
  /** Of a project's or task's name. */
  name: 256,
  bugTracker: 2000,
  subset: 64,
  organizationName: 64,
} as const;
