/**
 * Of each area of scenarios the share of steps that the sample server must answer as the real one did: what was
 * reached is not lost unnoticed.
 */
export const floors: Readonly<Record<string, number>> = {
  server: 1,
  users: 1,
  lists: 1,
  auth: 1,
  organizations: 1,
  projects: 1,
  tasks: 1,
  labels: 1,
  jobs: 1,
};
