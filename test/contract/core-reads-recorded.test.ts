import assert from "node:assert/strict";
import {
  BadRequestError,
  Client,
  ConflictError,
  ForbiddenError,
  HttpError,
  NotFoundError,
  RedirectError,
  ServerError,
  TooManyRequestsError,
  UnauthorizedError,
  accessToken,
} from "../../src/core/index.ts";
import type { List } from "../../src/core/index.ts";
import { origin, recordedAnswers } from "./recorded-answers.ts";
import type { RecordedAnswer } from "./recorded-answers.ts";
import type { Json } from "./runner/scenario.ts";

const answers = recordedAnswers();

/** A client whose server gives that answer to whatever it is asked. */
function clientThatGets(answer: RecordedAnswer): Client {
  return new Client({
    origin,
    credentials: accessToken("abcdefgh.0123456789abcdefghijklmnopqrstuv"),
    config: { retryDelay: () => 0 },
    fetch: () => Promise.resolve(answer.response()),
  });
}

interface Noun {
  readonly path: string;
  readonly read: (client: Client, answer: RecordedAnswer) => Promise<unknown>;
}

/** The first page of a list, as plain data. */
async function firstPage(list: List<object>): Promise<unknown> {
  const { items, total, loaded } = await list.pager().next();
  assert.ok(total >= loaded);
  return items;
}

async function one(reading: Promise<object>): Promise<unknown> {
  return await reading;
}

/** The id in an answer. */
function idIn(answer: RecordedAnswer): number {
  const id = idOf(answer);
  assert.ok(typeof id === "number", answer.from);
  return id;
}

/** The id of a background request, which is a text. */
function nameIn(answer: RecordedAnswer): string {
  const id = idOf(answer);
  assert.ok(typeof id === "string", answer.from);
  return id;
}

function idOf({ json }: RecordedAnswer): unknown {
  return json !== null && typeof json === "object" && "id" in json ? json["id"] : undefined;
}

const nouns: readonly Noun[] = [
  { path: "/api/server/about", read: (client) => one(client.server.about()) },
  { path: "/api/users/self", read: (client) => one(client.users.me()) },
  { path: "/api/users/{{id}}", read: (client, answer) => one(client.users.retrieve(idIn(answer))) },
  {
    path: "/api/organizations/{{id}}",
    read: (client, answer) => one(client.organizations.retrieve(idIn(answer))),
  },
  {
    path: "/api/memberships/{{id}}",
    read: (client, answer) => one(client.memberships.retrieve(idIn(answer))),
  },
  { path: "/api/projects/{{id}}", read: (client, answer) => one(client.projects.retrieve(idIn(answer))) },
  { path: "/api/tasks/{{id}}", read: (client, answer) => one(client.tasks.retrieve(idIn(answer))) },
  { path: "/api/jobs/{{id}}", read: (client, answer) => one(client.jobs.retrieve(idIn(answer))) },
  { path: "/api/labels/{{id}}", read: (client, answer) => one(client.labels.retrieve(idIn(answer))) },
  { path: "/api/requests/{{id}}", read: (client, answer) => one(client.requests.retrieve(nameIn(answer))) },
  { path: "/api/auth/access_tokens/self", read: (client) => one(client.accessTokens.self()) },
  { path: "/api/users", read: (client, answer) => firstPage(client.users.list(ordered(answer, "username"))) },
  {
    path: "/api/organizations",
    read: (client, answer) => firstPage(client.organizations.list(ordered(answer, "name"))),
  },
  {
    path: "/api/memberships",
    read: (client, answer) => firstPage(client.memberships.list(ordered(answer, "role"))),
  },
  {
    path: "/api/projects",
    read: (client, answer) => firstPage(client.projects.list(ordered(answer, "name"))),
  },
  { path: "/api/tasks", read: (client, answer) => firstPage(client.tasks.list(ordered(answer, "name"))) },
  { path: "/api/jobs", read: (client, answer) => firstPage(client.jobs.list(ordered(answer, "stage"))) },
  { path: "/api/labels", read: (client, answer) => firstPage(client.labels.list(ordered(answer, "name"))) },
];

/** A list that was recorded in some other order than the usual one is asked for in another one as well. */
function ordered<S extends string>({ query }: RecordedAnswer, other: S): { readonly sort?: S } {
  return "sort" in query ? { sort: other } : {};
}

function expected({ json }: RecordedAnswer): Json | undefined {
  return json !== null && typeof json === "object" && "results" in json ? json["results"] : json;
}

/** The sentences of an answer, however they are packed. */
function sentences(json: Json): string[] {
  if (typeof json === "string") return [json];
  if (json === null || typeof json !== "object") return [String(json)];
  return Object.entries(json).flatMap(([key, inner]) => (key === "rq_id" ? [] : sentences(inner)));
}

const classes: Readonly<Record<number, new (...parameters: never[]) => HttpError>> = {
  301: RedirectError,
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  429: TooManyRequestsError,
  500: ServerError,
};

describe("what a real server was recorded to answer", () => {
  for (const noun of nouns) {
    const good = answers.filter(
      ({ path, status, json }) => path === noun.path && status < 300 && json !== undefined,
    );
    const samples = good.filter(({ method, path }) => method === "GET" || path.endsWith("{{id}}"));
    const asked = samples.filter(({ method }) => method === "GET");

    it(`is read: ${noun.path}, ${samples.length} recorded`, async () => {
      assert.ok(asked.length > 0, "nothing was recorded");
      for (const answer of samples) {
        const read = await noun.read(clientThatGets(answer), answer);
        // As plain data, since entities have methods as well.
        assert.deepEqual(JSON.parse(JSON.stringify(read)), expected(answer), answer.from);
      }
    });
  }

  // A page for addresses that are unknown tells nothing of an object.
  const isPage = ({ status, recorded }: RecordedAnswer): boolean =>
    status === 404 && recorded.html !== undefined;
  const refusals = answers.filter((answer) => answer.status >= 300 && !isPage(answer));
  for (const status of [...new Set(refusals.map((answer) => answer.status))].sort((a, b) => a - b)) {
    const samples = refusals.filter((answer) => answer.status === status);

    it(`becomes an error: ${status}, ${samples.length} recorded`, async () => {
      for (const answer of samples) {
        const error: unknown = await clientThatGets(answer)
          .tasks.retrieve(7)
          .catch((thrown: unknown) => thrown);
        assert.ok(error instanceof (classes[status] ?? HttpError), answer.from);
        assert.equal(error.status, status);
        const { json } = answer;
        const text =
          answer.recorded.text === undefined ? [] : [answer.recorded.text.trim().replace(/^"(.*)"$/, "$1")];
        assert.deepEqual(error.body.messages, json === undefined ? text : sentences(json), answer.from);
        assert.doesNotMatch(error.message + error.body.messages.join(), /<[a-z!/]/i, answer.from);
      }
    });
  }

  it("is no word about an object where the address is unknown to the server", async () => {
    const samples = answers.filter(isPage);
    assert.ok(samples.length > 0, "nothing was recorded");
    for (const answer of samples) {
      await assert.rejects(clientThatGets(answer).tasks.retrieve(7), { fault: "foreign" }, answer.from);
    }
  });

  it("is no preview where there is none", async () => {
    const samples = answers.filter(({ path, status }) => path.endsWith("/preview") && status === 404);
    assert.ok(samples.length > 0, "nothing was recorded");
    const task = answers.find(
      ({ path, method, status }) => path === "/api/tasks/{{id}}" && method === "GET" && status === 200,
    );
    assert.ok(task);
    const taskId = idIn(task);
    for (const answer of samples) {
      let response: Response | undefined = task.response();
      const fetch = (): Promise<Response> => Promise.resolve(response ?? answer.response());
      const client = new Client({ origin, fetch });
      const owner = await client.tasks.retrieve(taskId);
      response = undefined;
      assert.equal(await owner.preview(), null, answer.from);
    }
  });
});
