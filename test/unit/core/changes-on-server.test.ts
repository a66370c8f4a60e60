import assert from "node:assert/strict";
import { BadRequestError, Client, accessToken, labelsForCreation } from "../../../src/core/index.ts";
import type { Change } from "../../../src/core/index.ts";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";

describe("changing things on a server", function () {
  let server: SampleServer;
  let client: Client;
  let changes: Change[];

  beforeEach(async () => {
    server = await startSampleServer();
    client = new Client({
      origin: server.origin,
      credentials: accessToken(server.account("alice").token),
    });
    changes = [];
    client.onDidChange((change) => changes.push(change));
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  it("makes a project, changes it and removes it, and tells of each once", async () => {
    const project = await client.projects.create({ name: "Sea", labels: [{ name: "boat" }] });
    assert.equal(project.name, "Sea");
    assert.equal(await project.update({ name: "Seas", assignee_id: project.owner?.id ?? null }), project);
    assert.equal(project.name, "Seas");
    assert.equal(project.assignee?.username, "alice");
    await project.remove();
    assert.equal(project.name, "Seas");
    assert.deepEqual(
      changes.map(({ kind, noun, id }) => ({ kind, noun, id })),
      ["created", "updated", "removed"].map((kind) => ({ kind, noun: "project", id: project.id })),
    );
    assert.equal(changes[0]?.entity, project);
    assert.equal(changes[1]?.entity, project);
    assert.equal(changes[2]?.entity, undefined);
  });

  it("sends nothing for an empty change", async () => {
    const [task] = await client.tasks.list().all();
    assert.ok(task);
    server.requests.clear();
    await task.update({});
    await task.update({ name: undefined });
    assert.deepEqual(server.requests.all(), []);
    assert.deepEqual(changes, []);
  });

  it("leaves the copy as it was when the server refuses a value", async () => {
    const [task] = await client.tasks.list().all();
    assert.ok(task);
    const { name } = task;
    await assert.rejects(task.update({ name: "x".repeat(257) }), (error: unknown) => {
      assert.ok(error instanceof BadRequestError);
      assert.deepEqual([...error.body.fields.keys()], ["name"]);
      return true;
    });
    assert.equal(task.name, name);
    assert.deepEqual(changes, []);
  });

  it("removes several side by side and tells what became of each, in their order", async () => {
    const made = [];
    for (const name of ["a", "b", "c"]) made.push(await client.tasks.create({ name }));
    const [a = 0, b = 0, c = 0] = made.map(({ id }) => id);
    const progress: string[] = [];
    const results = await client.tasks.remove([c, 99999, a, b, a], {
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    assert.deepEqual(
      results.map(({ id, outcome }) => [id, outcome]),
      [
        [c, "removed"],
        [99999, "missing"],
        [a, "removed"],
        [b, "removed"],
        [a, "removed"],
      ],
    );
    assert.deepEqual(progress, ["1/4", "2/4", "3/4", "4/4"]);
  });

  it("copies the labels of a project with its skeletons", async () => {
    const svg =
      '<circle data-node-id="1" data-label-name="nose"></circle><circle data-label-name="ear"></circle>';
    const first = await client.projects.create({
      name: "first",
      labels: [
        {
          name: "face",
          type: "skeleton",
          svg,
          sublabels: [
            { name: "nose", type: "points" },
            { name: "ear", type: "points" },
          ],
        },
        {
          name: "car",
          color: "#102030",
          attributes: [
            {
              name: "doors",
              mutable: false,
              input_type: "number",
              values: ["1", "5", "1"],
              default_value: "3",
            },
          ],
        },
      ],
    });
    const copied = labelsForCreation(await first.listLabels().all());
    assert.equal(copied[0]?.svg, svg);
    const second = await client.projects.create({ name: "second", labels: copied });
    const labels = await second.listLabels().all();
    assert.deepEqual(labelsForCreation(labels), copied);
    const [face] = labels;
    for (const { id } of face?.sublabels ?? []) assert.ok(face?.svg?.includes(`data-label-id="${id}"`));
  });

  /** A skeleton with a part and a circle for each name, as it is on the server, and what is made of it to copy it. */
  const skeletonOf = async (...names: string[]) => {
    const sublabels = names.map((name) => ({ name, type: "points" }) as const);
    const svg = names.map((_, index) => `<circle data-label-id="${index}"></circle>`).join("");
    const sources = sublabels.map((part, id) => ({ ...part, id, attributes: [] }));
    const source = { name: "face", type: "skeleton", attributes: [], sublabels: sources, svg } as const;
    const labels = labelsForCreation([source]);
    const project = await client.projects.create({ name: "skeletons", labels });
    const [label] = await project.listLabels().all();
    assert.ok(label);
    return { made: labels[0]?.svg, label };
  };

  it("copies skeletons whose parts have names with signs that mean something in a drawing", async () => {
    for (const names of [
      ["R&D", "<b>", "it's"],
      ['5" bolt', "&quot;", "&amp;amp;"],
      ['a" onload="alert(1)'],
    ]) {
      const { label } = await skeletonOf(...names);
      const circles = label.sublabels.map(({ id }) => `<circle data-label-id="${id}"></circle>`);
      assert.equal(label.svg, circles.join(""));
      const [copy] = labelsForCreation([label]);
      assert.deepEqual(
        copy?.sublabels?.map(({ name }) => name),
        names,
      );
    }
  });

  it("leaves nothing of a part's name behind in the drawing as an attribute", async () => {
    for (const names of [
      ["a", 'a" onload="alert(1)'],
      ["a", 'b" onload="alert(1)" data-label-name="a'],
    ]) {
      const { made, label } = await skeletonOf(...names);
      for (const drawing of [made, label.svg]) {
        assert.match(drawing ?? "", /&quot; onload=&quot;/);
        assert.doesNotMatch(drawing ?? "", / onload="/);
      }
    }
  });

  it("reads names in a drawing that are escaped, as CVAT's own interface shows them", async () => {
    const part = { type: "points", attributes: [] } as const;
    const sublabels = ["R&D", '5" bolt', "a&lt;b"].map((name) => ({ ...part, name }));
    const svg =
      '<circle data-label-name="R&amp;D"></circle><circle data-label-name="5&quot; bolt"></circle>' +
      '<circle data-label-name="a&lt;b"></circle><circle data-label-name="x&amp;y"></circle>';
    const labels = labelsForCreation([{ name: "face", type: "skeleton", attributes: [], sublabels, svg }]);
    const project = await client.projects.create({ name: "raw", labels });
    const [label] = await project.listLabels().all();
    const ids = label?.sublabels.map(({ id }) => `<circle data-label-id="${id}"></circle>`) ?? [];
    assert.equal(label?.svg, `${ids.join("")}<circle data-label-name="x&amp;y"></circle>`);
  });

  it("adds, changes and removes labels and their attributes", async () => {
    const doors = { name: "doors", mutable: false, input_type: "number", values: ["1", "5", "1"] };
    const project = await client.projects.create({ name: "p", labels: [{ name: "car" }, { name: "bus" }] });
    const [car, bus] = await project.listLabels().all();
    assert.ok(car && bus);
    const labels = [
      { name: "tram", color: "#010203" },
      { id: car.id, name: "lorry", color: "#040506", attributes: [doors] },
      { id: bus.id, deleted: true },
    ] as const;
    for (const kind of ["none", "lost"] as const) {
      if (kind === "lost") server.faults.add({ kind: "reset", after: true, match: { method: "PATCH" } });
      // Once they are there the same names would be refused.
      await project.update({
        labels: kind === "none" ? labels.slice(0, 2) : labels.slice(1),
        bug_tracker: kind,
      });
      assert.equal(project.bug_tracker, kind);
    }
    const [lorry, tram] = await project.listLabels().all();
    assert.deepEqual([lorry?.name, lorry?.color, tram?.name], ["lorry", "#040506", "tram"]);
    const [attribute] = lorry?.attributes ?? [];
    assert.ok(lorry && attribute);
    assert.equal(attribute.name, "doors");
    server.faults.add({ kind: "reset", after: true, match: { method: "PATCH" } });
    await lorry.update({
      attributes: [
        { id: attribute.id, deleted: true },
        { ...doors, name: "seats" },
      ],
    });
    assert.deepEqual(
      lorry.attributes.map(({ name }) => name),
      ["seats"],
    );
    await lorry.remove();
    assert.equal(await project.listLabels().count(), 1);
    assert.deepEqual(changes.at(-1), { kind: "removed", noun: "label", id: lorry.id });
  });

  it("changes a task's own labels, and finds them changed when the answer is lost", async () => {
    const task = await client.tasks.create({ name: "t", labels: [{ name: "car" }] });
    server.faults.add({ kind: "reset", after: true, match: { method: "PATCH" } });
    await task.update({ labels: [{ name: "bus" }], subset: "Train" });
    assert.deepEqual(
      (await task.listLabels().all()).map(({ name }) => name),
      ["car", "bus"],
    );
  });

  it("knows by its types what the server takes, and when", () => {
    const wrong = async (): Promise<void> => {
      const [project, task, job] = [
        await client.projects.retrieve(1),
        await client.tasks.retrieve(1),
        await client.jobs.retrieve(1),
      ];
      // @ts-expect-error it is settled when the task is made
      await task.update({ segment_size: 5 });
      // @ts-expect-error the server makes it
      await task.update({ status: "completed" });
      // @ts-expect-error a person is named by an id
      await task.update({ assignee: task.owner });
      // @ts-expect-error of a job it has another name
      await job.update({ assignee_id: 2 });
      // @ts-expect-error only tasks have one
      await project.update({ subset: "Train" });
      // @ts-expect-error it is taken from the client
      await client.projects.create({ name: "p", organization_id: 1 });
      // @ts-expect-error there is no project without
      await client.projects.create({ labels: [] });
      // @ts-expect-error a task has the labels of its project
      await client.tasks.create({ name: "t", project_id: 1, labels: [] });
      const random = { task_id: 1, frame_selection_method: "random_uniform" } as const;
      // @ts-expect-error without its color a label would get another one
      await project.update({ labels: [{ id: 1, name: "car" }] });
      // @ts-expect-error frames are named only when they are chosen by hand
      await client.jobs.createGroundTruth({ ...random, frames: [1] });
    };
    assert.equal(typeof wrong, "function");
  });

  it("keeps the color of a label that is renamed", async () => {
    const project = await client.projects.create({ name: "p", labels: [{ name: "car", color: "#102030" }] });
    const [label] = await project.listLabels().all();
    await label?.update({ name: "lorry" });
    assert.equal(label?.name, "lorry");
    assert.equal(label.color, "#102030");
  });
});
