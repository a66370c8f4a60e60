import { accessToken, Client } from "../../../src/core/index.ts";

/** A server whose lists never end: each page is full, and says that there is more. */
export function endless(): { readonly client: Client; readonly asked: string[] } {
  const asked: string[] = [];
  let id = 1e9;
  const client = new Client({
    origin: "https://cvat.example.org",
    credentials: accessToken("t"),
    fetch: (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      asked.push(url.pathname);
      const results = Array.from({ length: 100 }, () => rowOf(url.pathname, (id -= 1)));
      return Promise.resolve(Response.json({ count: 5_000_000, next: "x", previous: null, results }));
    },
  });
  return { client, asked };
}

function rowOf(path: string, id: number): object {
  const user = { id: 1, username: "alice", first_name: "", last_name: "" };
  return path === "/api/memberships"
    ? {
        id,
        user,
        organization: id,
        is_active: true,
        joined_date: "2026-01-01",
        role: "worker",
        invitation: null,
      }
    : {
        id,
        slug: `o${id}`,
        name: "Crew",
        description: "",
        owner: user,
        contact: {},
        created_date: "2026-01-01",
        updated_date: "2026-01-01",
      };
}
