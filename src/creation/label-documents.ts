import {
  CodeLens,
  type CodeLensProvider,
  Diagnostic,
  type Disposable,
  EventEmitter,
  languages,
  Range,
  Selection,
  type TextDocument,
  Uri,
  commands,
  l10n,
  window,
  workspace,
} from "vscode";
import type { LabelSpec } from "../core/index.ts";
import { type Clock, type ContextKeys, escapeIcons, type Notifications } from "../ui/index.ts";
import { type LabelProblem, mostProblems, readLabelJson, type ReadLabels } from "./label-text.ts";
import { faultCount, labelCount, labelFaultSentence } from "./words.ts";

/** Somebody who types is not told of every letter, in milliseconds. */
const pause = 200;

/** A project that waits for the labels in a document. */
export interface WaitingProject {
  /** Both plain, and short. */
  readonly name: string;
  readonly place: string;
  /** @param over to be called when it waits no longer: it was made, now or by a Retry, or is not wanted any more */
  readonly create: (labels: readonly LabelSpec[], over: () => void) => Promise<void>;
  /** To be told when the document was closed, or the project discarded. */
  readonly dropped: () => void;
}

interface Waiting {
  document: TextDocument;
  readonly project: WaitingProject;
  /** What was read last, and what came of it. */
  text: string;
  read: ReadLabels;
  /** Ends the pause after which the text is read anew. */
  callOff?: () => void;
}

export interface LabelDocumentsNeeds {
  readonly clock: Clock;
  readonly contextKeys: Pick<ContextKeys, "set">;
  readonly notifications: Pick<Notifications, "inform">;
}

/**
 * Documents whose text is to become the labels of a project: what is wrong with it is shown where it stands, and above it
 * the project can be created. The project waits until then, or until the document is closed.
 */
export class LabelDocuments implements CodeLensProvider, Disposable {
  readonly #needs: LabelDocumentsNeeds;
  readonly #waiting = new Map<string, Waiting>();
  readonly #faults = languages.createDiagnosticCollection("cvat.labels");
  readonly #lensesChanged = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#lensesChanged.event;
  readonly #listening: readonly Disposable[];
  /** Only once there was something to be shown by it: VS Code asks for every document. */
  #lenses: Disposable | undefined;

  constructor(needs: LabelDocumentsNeeds) {
    this.#needs = needs;
    this.#listening = [
      workspace.onDidChangeTextDocument(({ document }) => {
        const waiting = this.#of(document);
        if (waiting) this.#readSoon(waiting);
      }),
      workspace.onDidCloseTextDocument((document) => {
        const waiting = this.#of(document);
        // VS Code says so as well when the language of an open document is changed.
        if (waiting && document.isClosed) this.#closed(waiting);
      }),
    ];
  }

  /** Shows the document, with what is wrong with it, and has the project wait for it. */
  async begin(document: TextDocument, project: WaitingProject): Promise<void> {
    const before = this.#of(document);
    if (before) this.#end(before);
    const text = document.getText();
    const read = readLabelJson(text);
    const waiting: Waiting = { document, project, text, read };
    this.#put(waiting);
    this.#lenses ??= languages.registerCodeLensProvider("*", this);
    await show(document, read.ok ? undefined : read.problems[0]);
    const words = l10n.t(
      "Project “{0}” is not created yet. Mend or write its label JSON, then choose Create Project above it.",
      project.name,
    );
    void this.#needs.notifications.inform(words, {
      title: l10n.t("Create Project"),
      run: () => this.#create(waiting),
    });
  }

  /** @param args the address of a document; without one, the document in the active editor */
  async create(args: readonly unknown[]): Promise<void> {
    const waiting = this.#asked(args);
    if (waiting) await this.#create(waiting);
  }

  /** @param args as of `create` */
  discard(args: readonly unknown[]): void {
    const waiting = this.#asked(args);
    if (waiting) this.#drop(waiting);
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const waiting = this.#of(document);
    if (!waiting) return [];
    const { project, read } = waiting;
    const lens = (title: string, command: string, ...args: unknown[]) =>
      new CodeLens(new Range(0, 0, 0, 0), { title, command, arguments: args });
    const count = read.ok ? labelCount(read.labels.length) : faultCount(read.problems.length, mostProblems);
    const facts = l10n.t("{0}, in {1}", count, project.place);
    const name = escapeIcons(project.name);
    return [
      lens(`$(check) ${l10n.t("Create Project “{0}”", name)}`, "cvat.createFromLabels", document.uri),
      lens(escapeIcons(facts), read.ok ? "" : "editor.action.marker.next"),
      lens(l10n.t("Discard New Project"), "cvat.discardNewProject", document.uri),
    ];
  }

  dispose(): void {
    for (const { callOff } of this.#waiting.values()) callOff?.();
    for (const one of [...this.#listening, this.#faults, this.#lensesChanged]) one.dispose();
    this.#lenses?.dispose();
  }

  #of({ uri }: Pick<TextDocument, "uri">): Waiting | undefined {
    return this.#waiting.get(uri.toString());
  }

  #asked([address]: readonly unknown[]): Waiting | undefined {
    if (address instanceof Uri) return this.#of({ uri: address });
    const document = window.activeTextEditor?.document;
    return document && this.#of(document);
  }

  async #create(waiting: Waiting): Promise<void> {
    const { document, project } = waiting;
    if (this.#of(document) !== waiting) return;
    this.#read(waiting);
    const { read } = waiting;
    if (!read.ok) {
      await show(document, read.problems[0]);
      await commands.executeCommand("editor.action.marker.next");
      return;
    }
    try {
      await project.create(read.labels, () => {
        if (this.#of(waiting.document) === waiting) this.#end(waiting);
      });
    } finally {
      // The row of the project has got the focus, and an editor that loses it forgets that it was told before.
      this.#lensesChanged.fire();
    }
  }

  #readSoon(waiting: Waiting): void {
    waiting.callOff?.();
    waiting.callOff = this.#needs.clock.after(pause, () => {
      this.#read(waiting);
    });
  }

  #read(waiting: Waiting): void {
    waiting.callOff?.();
    waiting.text = waiting.document.getText();
    waiting.read = readLabelJson(waiting.text);
    this.#tell(waiting);
  }

  #tell({ document, read }: Waiting): void {
    this.#faults.set(document.uri, read.ok ? [] : read.problems.map(diagnosticOf));
    this.#lensesChanged.fire();
  }

  /** What is saved under a name of its own goes on there. */
  #closed(waiting: Waiting): void {
    const { document } = waiting;
    // VS Code empties what has no file before it closes it.
    const texts = [document.getText(), waiting.text].filter((text) => text !== "");
    const saved = workspace.textDocuments.find(
      (one) => document.isUntitled && isFile(one) && texts.includes(one.getText()),
    );
    if (!saved) {
      this.#drop(waiting);
      return;
    }
    this.#end(waiting);
    waiting.document = saved;
    this.#put(waiting);
  }

  #drop(waiting: Waiting): void {
    this.#end(waiting);
    waiting.project.dropped();
  }

  #put(waiting: Waiting): void {
    this.#waiting.set(waiting.document.uri.toString(), waiting);
    this.#tell(waiting);
    this.#tellMenus();
  }

  #end(waiting: Waiting): void {
    waiting.callOff?.();
    this.#waiting.delete(waiting.document.uri.toString());
    this.#faults.delete(waiting.document.uri);
    this.#lensesChanged.fire();
    this.#tellMenus();
  }

  #tellMenus(): void {
    this.#needs.contextKeys.set("cvat.labelDocuments", [...this.#waiting.keys()]);
  }
}

/** No output, no input of another part of VS Code, and nothing of before: what can be saved under a name. */
function isFile({ uri, isUntitled, isClosed }: TextDocument): boolean {
  return !isUntitled && !isClosed && workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

function diagnosticOf(problem: LabelProblem): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(problem), labelFaultSentence(problem.fault));
  diagnostic.source = "CVAT";
  return diagnostic;
}

function rangeOf({ place: { line, column, length } }: LabelProblem): Range {
  return new Range(line - 1, column - 1, line - 1, column - 1 + length);
}

async function show(document: TextDocument, problem: LabelProblem | undefined): Promise<void> {
  const at = problem && rangeOf(problem).start;
  await window.showTextDocument(document, {
    preview: false,
    ...(at && { selection: new Selection(at, at) }),
  });
}
