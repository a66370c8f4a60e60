/** The sample server as a program: see tools/sample-server.mjs. */
import process from "node:process";
import { parseArgs } from "node:util";
import { readWorld, startSampleServer } from "./index.ts";

const usage = `npm run --silent sample-server -- [options]
  --port N       where to listen on 127.0.0.1; 0 (default): a free port
  --world FILE   users and organizations to start with; default: those of the sample set, with it
  --data FOLDER  keeps the state from start to start
  --tasks N      adds N generated tasks of alice's
  --control      lets tests ask for faults and read the requests, under /__test__/
The first line on standard output is the server's address.`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    world: { type: "string" },
    data: { type: "string" },
    tasks: { type: "string", default: "0" },
    control: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.error(usage);
else {
  const server = await startSampleServer({
    port: whole(values.port, "--port"),
    world: values.world === undefined ? undefined : readWorld(values.world),
    data: values.data,
    tasks: whole(values.tasks, "--tasks"),
    control: values.control,
  });
  endWith(() => server.close());
  console.log(server.origin);
}

function whole(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${name} is no whole number: ${text}`);
  return Number(text);
}

/** Ends the program on a signal, and when whoever started it is gone. */
function endWith(close: () => Promise<void>): void {
  const parent = process.ppid;
  const end = (): void => {
    clearInterval(watch);
    void close().then(() => process.exit(0));
  };
  const watch = setInterval(() => {
    if (process.ppid !== parent) end();
  }, 1000);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  process.on("disconnect", end);
}
