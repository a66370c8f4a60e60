/** This text and nothing else. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escaped(text)}\\s*$`);
}

/** A button of this title, which may be followed by a key, as in "Refresh (F5)". */
export function titled(text: string): RegExp {
  return new RegExp(`^${escaped(text)}( \\(.+\\))?$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
