/**
 * Of each area of scenarios the share of steps that the sample server must answer as the real one did. The areas that
 * are not asked for yet have what was reached, so that it cannot be lost unnoticed.
 */
export const floors: Readonly<Record<string, number>> = {
  server: 0.9,
  users: 0.9,
  lists: 0.9,
};
