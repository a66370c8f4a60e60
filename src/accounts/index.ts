export type { Connection, Session, SessionState } from "./session.ts";
