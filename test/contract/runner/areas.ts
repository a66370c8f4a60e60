/**
 * Of each area of scenarios the share of steps that the sample server must answer as the real one did: what was
 * reached is not lost unnoticed.
 */
export const floors: Readonly<Record<string, number>> = {
  server: 0.9,
  users: 0.9,
  lists: 0.9,
  auth: 1,
  organizations: 1,
  projects: 1,
  tasks: 0.98,
  labels: 0.98,
  jobs: 1,
};
