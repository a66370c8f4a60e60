/** Why a task could not be made of its files: as the real server says it, in its own tongue. */
export class CreationFailure extends Error {
  /** `kind`: the name of the Python class. */
  constructor(kind: string, text: string) {
    super(text === "" ? `${kind}\n` : `${kind}: ${text}\n`);
  }

  /** One that the framework's validation found. */
  static invalid(text: string): CreationFailure {
    const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
    const quoted = quote === "'" ? text.replaceAll("'", "\\'") : text;
    return new CreationFailure(
      "rest_framework.exceptions.ValidationError",
      `[ErrorDetail(string=${quote}${quoted}${quote}, code='invalid')]`,
    );
  }
}
