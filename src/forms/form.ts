import { l10n } from "vscode";
import type { Logger } from "../core/index.ts";
import type { Edit } from "../edits/index.ts";
import type { ExplorerFeature } from "../explorer/index.ts";
import type { CvatObject } from "../objects/index.ts";
import type { Person, pickPerson } from "../people/index.ts";
import { type Subject, withAbove } from "../permissions/index.ts";
import { save } from "../saving/index.ts";
import { isCancelled, type PagePanel, plainText } from "../ui/index.ts";
import type { FormAction, FormRequest, HostMessage } from "../webviews/form/protocol.ts";
import { askForPerson, subsetsFor } from "./asking.ts";
import type { Draft, Drafts, Identity } from "./drafts.ts";
import { editOf } from "./model/edit-of.ts";
import { fieldsOf } from "./model/fields.ts";
import { numberOfMessage, readRequest } from "./page/messages.ts";
import { FormModel } from "./model/form-model.ts";
import { noticeOf } from "./page/notices.ts";
import { asText, flat, saveableOf, titleOfForm, valuesOf } from "./model/objects.ts";
import { denialsOf, subjectOf } from "./model/rights.ts";
import { Source, type SourceNeeds } from "./source.ts";
import { canSave, type Loaded, type Standing, viewOf } from "./page/view.ts";
import { complaintsOf, savePerhaps, troubleOf } from "./page/words.ts";

export interface FormNeeds extends SourceNeeds {
  readonly explorer: Pick<ExplorerFeature, "known" | "removed">;
  readonly drafts: Drafts;
  readonly logger: Logger;
  readonly pickPerson: typeof pickPerson;
  readonly openExternal: (address: string) => unknown;
  readonly copy: (text: string) => unknown;
  readonly signIn: () => unknown;
  /** What was saved can be taken back. */
  readonly saved: (edit: Edit) => void;
  /** Opens the form of another object. */
  readonly open: (identity: Identity) => unknown;
  readonly closed: (form: Form) => void;
}

/** One form on one object of one account, from its opening to its end. It never works for another account. */
export class Form {
  readonly identity: Identity;
  readonly panel: PagePanel;
  readonly #needs: FormNeeds;
  readonly #source: Source;
  readonly #registered: readonly { dispose(): unknown }[];
  #title: string;
  #model: FormModel | undefined;
  #trouble = "";
  #saving: Promise<void> | undefined;
  #heard = 0;
  #offers: readonly string[] = [];
  #isClosed = false;
  #hasFocused = false;

  constructor(panel: PagePanel, identity: Identity, title: string, needs: FormNeeds) {
    this.panel = panel;
    this.identity = identity;
    this.#title = title;
    this.#needs = needs;
    this.#source = new Source(identity, needs, {
      held: () => {
        this.#hold();
      },
      stands: () => {
        this.#noteGone();
        this.#draw();
      },
      isSaving: () => this.#saving !== undefined,
    });
    this.#registered = [
      this.#source,
      panel.onMessage((message) => void this.#hear(message)),
      panel.onDidClose(() => void this.#close()),
    ];
  }

  get title(): string {
    return this.#title;
  }

  /** What was changed and is not saved. */
  get draft(): Draft | undefined {
    if (!this.#model || this.#model.changed.length === 0) return undefined;
    return { identity: this.identity, title: this.#title, ...this.#model.changes };
  }

  start(): void {
    this.#source.follow();
    this.#draw();
  }

  /** The object may have been changed elsewhere while nobody looked. */
  async lookAgain(): Promise<void> {
    if (!this.#saving) await this.#source.lookAgain();
  }

  /** Sends what was changed, once: whoever asks again meanwhile waits for the same. */
  async save(): Promise<boolean> {
    if (this.#saving) {
      await this.#saving;
      return true;
    }
    const loaded = this.#loaded;
    if (!loaded || !canSave(loaded, this.#standing)) return false;
    this.#trouble = "";
    this.#source.endLooking();
    const sending = this.#send(loaded);
    this.#saving = sending;
    this.#draw();
    try {
      await sending;
    } finally {
      this.#saving = undefined;
      this.#remember();
      this.#draw();
    }
    return true;
  }

  async #send({ object, model }: Loaded): Promise<void> {
    const { started, values } = model.sending();
    const wanted = flat(values);
    try {
      const signal = this.#source.left;
      const outcome = await save(saveableOf(object, wanted), flat(started), wanted, { signal });
      this.#source.noteRead();
      if (outcome.kind === "gone") this.#source.gone();
      else if (outcome.kind === "conflict" || outcome.kind === "unknown") model.hold(valuesOf(object));
      else model.saved(valuesOf(object));
      if (outcome.kind === "unknown") this.#trouble = savePerhaps();
      const edit = outcome.kind === "saved" && editOf(object, { started, values }, outcome.sent);
      if (edit) this.#needs.saved(edit);
      this.#title = titleOfForm(object);
    } catch (error) {
      if (isCancelled(error)) return;
      // It was read right before: what somebody else changed beside is taken over all the same.
      model.hold(valuesOf(object));
      const rest = complaintsOf(error, model);
      this.#source.refusedBy(error);
      if (rest === "" && model.wrong.length > 0) return;
      const actions = Object.keys(started).flatMap((name) => model.field(name)?.action ?? []);
      this.#trouble = troubleOf(error, actions, subjectOf(object, this.#above));
    }
  }

  readonly #above = (object: CvatObject): Subject =>
    withAbove(object, (key) => this.#needs.explorer.known(key));

  /** Rows show it no longer either. */
  #noteGone(): void {
    const { noun, id } = this.identity;
    if (this.#source.state.kind === "gone" && noun !== "organization") {
      this.#needs.explorer.removed(`${noun}:${id}`);
    }
  }

  /** Takes over what is known of the object. */
  #hold(): void {
    const { object } = this.#source;
    if (!object) return;
    const values = valuesOf(object);
    if (this.#model) {
      this.#model.hold(values);
      if (this.#model.changed.length === 0) this.#trouble = "";
    } else {
      this.#model = new FormModel(fieldsOf(object.noun, this.#place), values);
      const draft = this.#needs.drafts.of(this.identity);
      if (draft) this.#model.bringBack(draft);
    }
    this.#title = titleOfForm(object);
    this.#remember();
    this.#draw();
    this.#focusFirst();
  }

  /** The name of the organization that the object belongs to, if it is known. */
  get #place(): string | undefined {
    const { object } = this.#source;
    if (!object || object.noun === "organization") return undefined;
    const place = this.#needs.places.get(object.entity.organization);
    return place && plainText(place.name, 100);
  }

  async #hear(data: unknown): Promise<void> {
    const { logger } = this.#needs;
    const message = readRequest(data);
    const id = message?.id ?? numberOfMessage(data);
    let ok = false;
    try {
      ok = message !== undefined && (await this.#do(message.request));
      if (!ok) logger.warn("The page of a form asked for what no form asks for, and was refused");
    } catch (error) {
      logger.error(`A form failed: ${error instanceof Error ? (error.stack ?? error.message) : "unknown"}`);
    }
    if (id !== undefined) this.#post({ kind: "answer", id, ok });
  }

  /** @returns false for what could not have been asked for */
  async #do(request: FormRequest): Promise<boolean> {
    switch (request.kind) {
      case "ready":
        this.#draw();
        this.#hasFocused = false;
        this.#focusFirst();
        return true;
      case "change":
        this.#heard = Math.max(this.#heard, request.change);
        return this.#edit(request.field, (model) => model.type(request.field, request.value));
      case "reset":
        return this.#edit(request.field, (model) => model.reset(request.field));
      case "keep":
        return this.#edit(request.field, (model) => model.keep(request.field, request.which));
      case "revert":
        return this.#revert();
      case "save":
        return await this.save();
      case "pick":
        return await this.#pick(request.field);
      case "offer":
        return await this.#offer(request.field);
      case "follow":
        return this.#follow(request.link);
      case "act":
        return this.#act(request.action);
    }
  }

  #edit(field: string, change: (model: FormModel) => boolean): boolean {
    const loaded = this.#loaded;
    if (!loaded?.model.field(field) || loaded.denials.has(field) || this.#source.isOver) return false;
    const isDone = change(loaded.model);
    if (loaded.model.changed.length === 0) this.#trouble = "";
    this.#remember();
    this.#draw();
    return isDone;
  }

  #revert(): boolean {
    if (!this.#model || this.#source.isOver || this.#saving) return false;
    this.#model.revert();
    this.#trouble = "";
    this.#remember();
    this.#draw();
    return true;
  }

  async #pick(name: string): Promise<boolean> {
    const loaded = this.#loaded;
    if (loaded?.model.field(name)?.kind.of !== "person" || loaded.denials.has(name)) return false;
    const person = await askForPerson(this.#title, loaded.model.value(name), this.#source, this.#needs);
    if (person === false) return false;
    if (person !== undefined) this.#assign(name, person);
    this.panel.reveal();
    this.#post({ kind: "focus", field: name });
    return true;
  }

  #assign(name: string, person: Person | null): void {
    this.#edit(name, (model) => {
      model.set(name, person && { id: person.id, username: person.username });
      return true;
    });
  }

  /** Offers are asked for when somebody goes to the field. */
  async #offer(name: string): Promise<boolean> {
    if (!this.#model?.field(name)) return false;
    if (name !== "subset" || this.#offers.length > 0) return true;
    const offers = await subsetsFor(this.#source, this.#needs.explorer);
    if (offers) this.#offers = offers;
    this.#draw();
    return true;
  }

  /** Only what stands in the form as a link can be followed. */
  #follow(link: string): boolean {
    const { object } = this.#source;
    const { facts, subtitle } = viewOf(this.#standing);
    const parts = [...subtitle, ...facts.flatMap((fact) => fact.parts)];
    if (!object || !parts.some((part) => part.link === link)) return false;
    const [noun, id] = link.split(":");
    if (link === "browser" && object.noun !== "organization") {
      this.#needs.openExternal(object.entity.webUrl);
    } else if (noun === "project" || noun === "task" || noun === "organization") {
      this.#needs.open({ account: this.identity.account, noun, id: Number(id) });
    }
    return true;
  }

  #act(action: FormAction): boolean {
    const { notice } = this.#standing;
    if (notice?.actions.some((offered) => offered.action === action) !== true) return false;
    const { drafts, copy, signIn } = this.#needs;
    switch (action) {
      case "retry":
        void this.#source.read();
        return true;
      case "signIn":
        signIn();
        return true;
      case "copy": {
        const labels = fieldsOf(this.identity.noun, undefined).map(
          ({ name, label }) => [name, label] as const,
        );
        copy(asText(new Map(labels), (this.draft ?? drafts.of(this.identity))?.values ?? {}));
        return true;
      }
      case "discard":
        this.#model?.revert();
        drafts.remove(this.identity);
        this.panel.close();
        return true;
    }
  }

  /** Nothing that was typed is lost, whatever ends the form. */
  #remember(): void {
    if (!this.#model) return;
    const { draft } = this;
    if (draft) this.#needs.drafts.put(draft);
    else this.#needs.drafts.remove(this.identity);
  }

  /** Hears nothing any more. Its panel stays. */
  dispose(): void {
    this.#isClosed = true;
    for (const each of this.#registered) each.dispose();
  }

  async #close(): Promise<void> {
    this.dispose();
    // What is on its way is brought to its end.
    await this.#saving;
    this.#needs.closed(this);
  }

  #focusFirst(): void {
    const loaded = this.#loaded;
    const field = loaded?.model.fields.find(({ name }) => !loaded.denials.has(name));
    if (!field || this.#hasFocused || !this.panel.isVisible) return;
    this.#hasFocused = true;
    this.#post({ kind: "focus", field: field.name });
  }

  get #loaded(): Loaded | undefined {
    const { object, beside } = this.#source;
    if (!object || !this.#model || !beside) return undefined;
    return {
      object,
      model: this.#model,
      labels: beside.labels,
      denials: denialsOf(this.#model.fields, object, beside.me, this.#above),
      around: { organization: this.#place, now: this.#needs.clock.now() },
    };
  }

  get #standing(): Standing {
    const { state, beside, isOver, isStillMine } = this.#source;
    const isChanged = this.draft !== undefined || this.#needs.drafts.of(this.identity) !== undefined;
    return {
      heard: this.#heard,
      identity: this.identity,
      title: this.#title,
      busy:
        state.kind === "signingIn" ? l10n.t("Signing in") : state.kind === "loading" ? l10n.t("Loading") : "",
      notice: noticeOf(state, { account: this.identity.account, title: this.#title, isChanged }),
      loaded: this.#loaded,
      isSaving: this.#saving !== undefined,
      trouble: this.#trouble,
      isOver,
      isStillMine,
      offers: this.#offers,
      hasLeft: beside?.hasLeft ?? false,
    };
  }

  #draw(): void {
    if (this.#isClosed) return;
    this.panel.title = this.draft === undefined ? this.#title : `● ${this.#title}`;
    this.#post({ kind: "view", view: viewOf(this.#standing) });
  }

  #post(message: HostMessage): void {
    if (!this.#isClosed) this.panel.post(message);
  }
}
