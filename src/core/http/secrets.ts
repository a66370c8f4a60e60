const hidden = "[hidden]";
/** A shorter text is no secret that could be kept, and would take whole words out of every line. */
const shortest = 4;

/** Places where a secret stands whose value is not known here, after what may be seen of them. */
const places: readonly RegExp[] = [
  /((?:authorization|cookie|x-csrftoken)["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
  /(\b(?:bearer|token|basic)\s+)[\w.~+/=-]{16,}/gi,
  /((?:sessionid|csrftoken|sessionfresh)["']?\s*[:=]\s*["']?)[^\s;,"'&]+/gi,
  /((?:password\d?|passwd|secret|token|api_?key|signature)["']?\s*[:=]\s*["']?)[^\s"'&;,}\]]+/gi,
  /([?&](?:key|sign|sig|auth|code)=)[^\s&#"']+/gi,
  /(\/\/)[^\s/@"']+(?=@)/g,
  // What an access token looks like.
  /()\b[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}\b/g,
];

/**
 * Takes secrets out of what is logged or thrown: the values that it was told, in the forms in which they appear in requests
 * and answers, and whatever stands where secrets stand.
 */
export class Secrets {
  readonly #forms = new Set<string>();

  /** Remembers a value that must never be seen. */
  add(value: string): void {
    for (const form of formsOf(value)) {
      if (form.length >= shortest) this.#forms.add(form);
    }
  }

  redact(text: string): string {
    let clean = text;
    // The longest first: a form can be a part of another.
    for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) {
      clean = clean.replaceAll(form, hidden);
    }
    for (const place of places) clean = clean.replace(place, `$1${hidden}`);
    return clean;
  }
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  // Half of a character pair cannot be coded; it is sent as the replacement character.
  const inUrl = encodeURIComponent(bytes.toString("utf8"));
  const inForm = new URLSearchParams({ value }).toString().slice("value=".length);
  const lower = inUrl.replace(/%../g, (code) => code.toLowerCase());
  return [value, JSON.stringify(value).slice(1, -1), inUrl, lower, inForm, ...inBase64(bytes)];
}

/** Inside of a longer text, such as `user:password`, a value is coded in one of three ways, but for its edges. */
function inBase64(value: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), value]);
    const begin = shift === 0 ? 0 : shift + 1;
    return (["base64", "base64url"] as const).map((coding) => {
      const coded = bytes.toString(coding).replace(/=+$/, "");
      return coded.slice(begin, bytes.length % 3 === 0 ? undefined : -1);
    });
  });
}
