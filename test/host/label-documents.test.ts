import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { commands, languages, type TextDocument, type Uri, workspace } from "vscode";
import { LabelDocuments } from "../../src/creation/label-documents.ts";
import { type ContextKeys, systemClock } from "../../src/ui/index.ts";

describe("A document with the labels of a project that is to be created", () => {
  let documents: LabelDocuments;
  let made: string[];
  let dropped: number;
  let listed: readonly string[];
  let folder: string;

  beforeEach(() => {
    made = [];
    dropped = 0;
    listed = [];
    folder = mkdtempSync(path.join(tmpdir(), "labels-"));
    const set: ContextKeys["set"] = (_key, value) => {
      if (Array.isArray(value)) listed = value;
    };
    const notifications = { inform: () => Promise.resolve() };
    documents = new LabelDocuments({ clock: systemClock, contextKeys: { set }, notifications });
  });

  afterEach(async () => {
    documents.dispose();
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    rmSync(folder, { recursive: true });
  });

  async function begin(content: string): Promise<TextDocument> {
    const document = await workspace.openTextDocument({ language: "json", content });
    await documents.begin(document, {
      name: "Dunes",
      place: "Crew",
      create: (labels, over) => {
        made.push(...labels.map(({ name }) => name));
        over();
        return Promise.resolve();
      },
      dropped: () => {
        dropped += 1;
      },
    });
    return document;
  }

  const close = () => commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  const shown = async (uri: Uri) => {
    const lenses = await commands.executeCommand<readonly unknown[]>("vscode.executeCodeLensProvider", uri);
    const faults = languages.getDiagnostics(uri).filter(({ source }) => source === "CVAT");
    return [lenses.length, faults.length];
  };

  it("has its faults shown, and the ways on above the text, until it is closed", async () => {
    const { uri } = await begin('[{"name": 1}, {"name": 2}]');
    assert.deepEqual(await shown(uri), [3, 2]);
    assert.deepEqual(listed, [uri.toString()]);
    await close();
    assert.deepEqual([listed, dropped], [[], 1]);
    assert.deepEqual(languages.getDiagnostics(uri), []);
  });

  it("goes on under the name under which it is saved", async () => {
    const text = '[{"name": "sand"}]';
    const untitled = await begin(text);
    const file = path.join(folder, "labels.json");
    writeFileSync(file, text);
    const saved = await workspace.openTextDocument(file);
    await close();
    assert.ok(untitled.isClosed);
    assert.deepEqual(listed, [saved.uri.toString()]);
    assert.deepEqual(await shown(saved.uri), [3, 0]);
    await documents.create([saved.uri]);
    assert.deepEqual([made, dropped, listed], [["sand"], 0, []]);
  });

  it("is given up when it is closed, also while something empty is open", async () => {
    const file = path.join(folder, "empty.json");
    writeFileSync(file, "");
    await workspace.openTextDocument(file);
    await begin("");
    await close();
    assert.deepEqual([listed, dropped], [[], 1]);
  });

  it("goes on when its language is changed", async () => {
    const document = await begin('[{"name": 1}]');
    await languages.setTextDocumentLanguage(document, "plaintext");
    assert.deepEqual([listed, dropped], [[document.uri.toString()], 0]);
    assert.deepEqual(await shown(document.uri), [3, 1]);
  });

  it("has nothing about it when no project waits for it", async () => {
    await begin("[]");
    const other = await workspace.openTextDocument({ language: "json", content: "[]" });
    assert.deepEqual(await shown(other.uri), [0, 0]);
    await documents.create([other.uri]);
    assert.deepEqual(made, []);
  });
});
