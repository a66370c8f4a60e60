import type { Actor } from "../auth/actor.ts";
import { authenticate } from "../auth/authenticate.ts";
import { noContext, organizationContext } from "../auth/context.ts";
import { renewSession } from "../auth/log-in.ts";
import type { Pictures } from "../world/pictures.ts";
import type { World } from "../world/world.ts";
import { Call } from "./call.ts";
import { ApiError, crash, detail, unauthorized, unknownPath } from "./errors.ts";
import { cookies, header } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";
import { negotiate } from "./negotiate.ts";
import type { Renderer } from "./negotiate.ts";
import { ok } from "./reply.ts";
import type { Reply } from "./reply.ts";
import { handledMethods } from "./router.ts";
import type { Handler, HandledMethod, Match, Route, Router } from "./router.ts";

/** An answer, with how it is to be rendered and what the route adds to it. */
export interface Dispatched {
  readonly reply: Reply;
  readonly renderer: Renderer;
  /** The `Allow` header; `undefined` where no API view answered. */
  readonly allow: string | undefined;
}

/** Takes each request through the checks in the server's order, to its handler. */
export class Dispatcher {
  readonly #router: Router;
  readonly #world: World;
  readonly #pictures: Pictures;
  readonly #report: (error: unknown) => void;

  /** `report` hears of mistakes in this server, which clients see as 500. */
  constructor(router: Router, world: World, pictures: Pictures, report: (error: unknown) => void) {
    this.#router = router;
    this.#world = world;
    this.#pictures = pictures;
    this.#report = report;
  }

  async dispatch(incoming: Incoming): Promise<Dispatched> {
    const match = this.#router.match(incoming.path);
    const view = match?.route.options.plain ? undefined : match?.route;
    let renderer: Renderer = "json";
    const answer = async (): Promise<Reply> => {
      if (!match) throw unknownPath();
      if (match.route.options.plain) return this.#answerPlain(incoming, match);
      renderer = negotiate(header(incoming, "accept"));
      return this.#answer(incoming, match);
    };
    const reply = await answer().catch((error: unknown) => this.#replyOf(error));
    return { reply, renderer, allow: isCrash(reply) ? undefined : view?.allow };
  }

  #replyOf(error: unknown): Reply {
    if (error instanceof ApiError) return error.reply;
    this.#report(error);
    return crash().reply;
  }

  async #answerPlain(incoming: Incoming, { route: { handlers }, params }: Match): Promise<Reply> {
    const call = new Call(incoming, params, this.#world, this.#pictures, null, noContext);
    return (handlers.GET ?? crashing)(call);
  }

  async #answer(incoming: Incoming, { route, params }: Match): Promise<Reply> {
    const actor = authenticate(incoming, this.#world, route.options.authentication ?? "all");
    const isPublic = route.options.public ?? false;
    if (!isPublic && !actor) {
      throw unauthorized(undefined, route.options.authentication === "access-token" ? "Bearer" : "Token");
    }
    const context = isPublic ? noContext : organizationContext(incoming, this.#world);
    const call = new Call(incoming, params, this.#world, this.#pictures, actor, context);
    const reply = await handlerOf(route, incoming.method)(call);
    if (!isPublic && !call.checked && incoming.method !== "OPTIONS") {
      throw new Error(`No permission was asked for ${incoming.method} ${route.pattern}`);
    }
    return actor?.stale ? this.#renew(incoming, actor, reply) : reply;
  }

  /** A session that is used again after a day is lengthened. */
  #renew(incoming: Incoming, actor: Actor, reply: Reply): Reply {
    if (reply.cookies.length > 0 || !this.#world.users.get(actor.user.id)) return reply;
    return { ...reply, cookies: renewSession(this.#world, cookies(incoming).get("sessionid") ?? "") };
  }
}

/** A crash leaves the framework, and with it what the framework adds. */
function isCrash(reply: Reply): boolean {
  return reply.status === 500 && reply.body.kind === "bytes";
}

const crashing: Handler = () => {
  throw crash();
};

function handlerOf(route: Route, method: string): Handler {
  if (method === "OPTIONS" && !route.handlers.OPTIONS) return () => ok(metadata(route));
  const known = handledMethods.find((each): each is HandledMethod => each === method);
  if (method === "HEAD" && route.handlers.GET) {
    return route.options.headCrashes ? crashing : route.handlers.GET;
  }
  const handler = known && route.handlers[known];
  if (!handler) throw detail(405, `Method "${method}" not allowed.`);
  return handler;
}

function metadata(route: Route): object {
  return {
    name: route.options.name ?? route.pattern,
    description: "",
    renders: ["application/vnd.cvat+json", "text/html"],
    parses: ["application/json"],
  };
}
