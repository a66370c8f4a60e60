/** The client core: all that is public. */
export { basic, accessToken, password } from "./credentials.ts";
export type { Credentials } from "./credentials.ts";
export { defaultConfig } from "./config.ts";
export type { Config } from "./config.ts";
export type { Context } from "./context.ts";
export * from "./errors.ts";
export { apiPath } from "./http/path.ts";
export type { ApiPath } from "./http/path.ts";
export type {
  ApiRequest,
  ApiResponse,
  BytesResponse,
  OrganizationParameter,
  Transport,
} from "./http/transport.ts";
export { silentLogger } from "./logger.ts";
export type { Logger } from "./logger.ts";
