import { endedSession, openSession } from "../auth/log-in.ts";
import { userOfEmail, userOfPassword } from "../auth/passwords.ts";
import { passwordProblems } from "../auth/password-rules.ts";
import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, invalid, refused } from "../http/errors.ts";
import { cookies } from "../http/incoming.ts";
import { created, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import type { UserRow } from "../world/model.ts";
import { insertUser } from "./new-user.ts";
import { usernameRules } from "./users.ts";

const password = fields.text({ min: 8, max: 256, untrimmed: true });

const loginField = fields.object({
  username: fields.optional(fields.text({ blank: true })),
  email: fields.optional(fields.text({ blank: true })),
  password: fields.optional(fields.text({ blank: true, untrimmed: true })),
});

const registerField = fields.object({
  username: fields.required(fields.text({ min: 5, ...usernameRules })),
  email: fields.optional(fields.email()),
  first_name: fields.optional(fields.text({ max: 150, blank: true })),
  last_name: fields.optional(fields.text({ max: 150, blank: true })),
  password1: fields.required(password),
  password2: fields.required(password),
});

const changeField = fields.object({
  old_password: fields.required(fields.text({ max: 128, untrimmed: true })),
  new_password1: fields.required(fields.text({ max: 128, untrimmed: true })),
  new_password2: fields.required(fields.text({ max: 128, untrimmed: true })),
});

function login(call: Call): Reply {
  const { world } = call;
  const read = fields.readBody(loginField, call.body);
  const name = [read.username, read.email].find((each) => each);
  if (!name || !read.password) {
    throw refused('Must include either "username" or "email" and "password".');
  }
  if (!read.username && !userOfEmail(world, name)) throw refused("Unable to login with provided credentials");
  const user = userOfPassword(world, name, read.password);
  if (!user?.is_active) {
    throw invalid({ non_field_errors: ["Unable to log in with provided credentials."] });
  }
  return openSession(world, user, (key) => ok({ key }));
}

/** Ends the session, and deletes the user's key however he signed in. */
function logout(call: Call): Reply {
  const { world, actor } = call;
  if (actor) world.users.update(actor.user.id, { key: null });
  const session = cookies(call.incoming).get("sessionid");
  world.sessions.removeWhere((each) => each.key === session);
  return { ...ok({ detail: "Successfully logged out." }), cookies: endedSession };
}

function register(call: Call): Reply {
  const { world } = call;
  const read = fields.readBody(registerField, call.body);
  const username = read.username ?? "";
  const email = read.email ?? "";
  if (world.users.find((each) => each.username === username)) {
    throw invalid({ username: ["A user with that username already exists."] });
  }
  const invited = userOfEmail(world, email);
  if (invited && invited.password !== null) {
    throw refused("A user is already registered with this e-mail address.");
  }
  const problems = passwordProblems(read.password1 ?? "", [username, email]);
  if (problems.length > 0) throw invalid({ password1: problems });
  if (read.password1 !== read.password2) {
    throw invalid({ non_field_errors: ["The two password fields didn't match."] });
  }
  const { first_name = "", last_name = "", password1: own = "" } = read;
  const user = takeOver(call, invited, { username, email, first_name, last_name, password: own });
  return openSession(world, user, (key) =>
    created({ username, email, first_name, last_name, email_verification_required: false, key }),
  );
}

type Registered = Pick<UserRow, "username" | "email" | "first_name" | "last_name" | "password">;

/** Who was invited before registering becomes the user that the invitation made. */
function takeOver(call: Call, invited: UserRow | undefined, given: Registered): UserRow {
  return invited ? call.world.users.update(invited.id, given) : insertUser(call.world, given);
}

function changePassword(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const read = fields.readBody(changeField, call.body);
  const { user } = access;
  if (read.old_password !== user.password) {
    throw invalid({
      old_password: ["Your old password was entered incorrectly. Please enter it again."],
    });
  }
  if (read.new_password1 !== read.new_password2) {
    throw invalid({ new_password2: ["The two password fields didn’t match."] });
  }
  const problems = passwordProblems(read.new_password1 ?? "", [user.username, user.email]);
  if (problems.length > 0) throw invalid({ new_password2: problems });
  world.users.update(user.id, { password: read.new_password1 ?? null });
  const kept = cookies(call.incoming).get("sessionid");
  world.sessions.removeWhere((each) => each.user_id === user.id && each.key !== kept);
  return ok({ detail: "New password has been saved." });
}

const resetField = fields.object({ email: fields.required(fields.email()) });

function resetPassword(call: Call): Reply {
  const read = fields.readBody(resetField, call.body);
  // The default set-up has no way to send a letter to an address that is known.
  if (userOfEmail(call.world, read.email ?? "")) throw crash();
  return ok({ detail: "Password reset e-mail has been sent." });
}

export function authenticationRoutes(): Route[] {
  return [
    route("/api/auth/login", { POST: login }, { public: true }),
    route("/api/auth/logout", { POST: logout }, { public: true, allow: "GET, POST, HEAD, OPTIONS" }),
    route("/api/auth/register", { POST: register }, { public: true }),
    route("/api/auth/password/change", { POST: changePassword }, { authentication: "no-access-token" }),
    route("/api/auth/password/reset", { POST: resetPassword }, { public: true }),
  ];
}
