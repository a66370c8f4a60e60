const common: ReadonlySet<string> = new Set([
  "password",
  "password1",
  "password123",
  "12345678",
  "123456789",
  "1234567890",
  "qwertyuiop",
  "qwerty123",
  "iloveyou",
  "sunshine",
  "princess",
  "football",
  "baseball",
  "superman",
  "trustno1",
]);

/** Why a new password is refused: in the order in which the server says it. */
export function passwordProblems(password: string, personal: readonly string[]): string[] {
  const problems: string[] = [];
  const lower = password.toLowerCase();
  if (personal.some((each) => each !== "" && lower === each.toLowerCase())) {
    problems.push("The password is too similar to the username.");
  }
  if (password.length < 8) {
    problems.push("This password is too short. It must contain at least 8 characters.");
  }
  if (common.has(lower)) problems.push("This password is too common.");
  if (/^\d+$/.test(password)) problems.push("This password is entirely numeric.");
  return problems;
}
