import { l10n } from "vscode";
import { CvatError, longest, type Project } from "../core/index.ts";
import { nameProblem, nameProblemWords, trimmed } from "../saving/index.ts";
import { type Answer, askText, formatCount, plainText, type Verdict } from "../ui/index.ts";
import type { Doubts, Wish } from "./doubts.ts";

export interface NameStep extends Omit<Wish, "name"> {
  readonly typed: string;
  readonly doubts: Doubts;
  readonly step: number;
  readonly totalSteps: number;
  readonly gone: AbortSignal;
}

export interface Named {
  readonly name: string;
  /** The number of the newest project of that name; 0 if none was seen. */
  readonly newest: number;
  /** What came of the same wish before, when that was not known. */
  readonly earlier?: Project;
}

/** A name that there is already is pointed out once; Enter again takes it. */
export async function askForName(asked: NameStep): Promise<Answer<Named>> {
  const { typed, place, step, totalSteps, gone } = asked;
  const prompt = l10n.t("1 to {0} characters, in {1}", formatCount(longest.name), plainText(place.label, 30));
  let told: { readonly name: string; readonly newest: number } | undefined;
  return await askText<Named>({
    title: l10n.t("New Project"),
    step,
    totalSteps,
    value: typed,
    placeholder: l10n.t("Name"),
    prompt,
    gone,
    submit: async (text, { signal }): Promise<Verdict<Named>> => {
      const name = trimmed(text);
      const problem = nameProblem(text);
      if (problem) return { ok: false, problem: nameProblemWords(problem) };
      if (told?.name === name) return { ok: true, value: told };
      const { namesake, earlier } = await look({ ...asked, name }, AbortSignal.any([signal, gone]));
      if (earlier) return { ok: true, value: { name, newest: earlier.id, earlier } };
      if (!namesake) return { ok: true, value: { name, newest: 0 } };
      told = { name, newest: namesake.id };
      const words = l10n.t(
        "There is a project of that name already, #{0}. Enter creates another one.",
        namesake.id,
      );
      return { ok: false, problem: words };
    },
  });
}

/** Only to be pointed out: what hinders this hinders the creating as well, and is told there. */
async function look(
  { doubts, ...wish }: NameStep & Wish,
  signal: AbortSignal,
): Promise<{ readonly namesake?: Project | undefined; readonly earlier?: Project | undefined }> {
  const { connection, place, name } = wish;
  const client = connection.client.withOrganization(place.slug);
  try {
    const earlier = await doubts.earlier(wish, signal);
    if (earlier) return { earlier };
    const { items } = await client.projects.list({ name, pageSize: 1 }).pager().next({ signal });
    return { namesake: items[0] };
  } catch (error) {
    if (!(error instanceof CvatError)) throw error;
    return {};
  }
}
