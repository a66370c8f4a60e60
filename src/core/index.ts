/** The client core: all that is public. */
export { candidates, parseAddress } from "./address.ts";
export type { Address } from "./address.ts";
export { Client } from "./client.ts";
export type { ClientOptions, WaitOptions } from "./client.ts";
export { systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export { connect, findServer } from "./connect.ts";
export type { ConnectOptions, FindOptions, FoundServer } from "./connect.ts";
export { accessToken, basic, password } from "./credentials.ts";
export type { BasicCredentials, Credentials, PasswordCredentials, TokenCredentials } from "./credentials.ts";
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
export { classifyVersion } from "./version.ts";
export type { ServerVersion, Support } from "./version.ts";
export type { List, Page, Pager } from "./pages.ts";
export { AccessToken, AccessTokens } from "./entities/access-token.ts";
export type { AccessTokenData } from "./entities/access-token.ts";
export type { ReadOptions } from "./entities/entity.ts";
export { Job, Jobs } from "./entities/job.ts";
export type { JobData, JobListParameters } from "./entities/job.ts";
export { Label, Labels } from "./entities/label.ts";
export type { LabelData, LabelListParameters, LabelsOfParameters } from "./entities/label.ts";
export type { FilterRule, ListParameters, SortKey } from "./entities/list.ts";
export { Membership, Memberships } from "./entities/membership.ts";
export type { MembershipData, MembershipListParameters } from "./entities/membership.ts";
export { Organization, Organizations } from "./entities/organization.ts";
export type { OrganizationData, OrganizationListParameters } from "./entities/organization.ts";
export type { Preview } from "./entities/preview.ts";
export { Project, Projects } from "./entities/project.ts";
export type { ProjectData, ProjectListParameters } from "./entities/project.ts";
export { BackgroundRequest, Requests } from "./entities/request.ts";
export type { BackgroundRequestData } from "./entities/request.ts";
export { Server } from "./entities/server.ts";
export type { About } from "./entities/server.ts";
export { Task, Tasks } from "./entities/task.ts";
export type { TaskData, TaskDataState, TaskListParameters } from "./entities/task.ts";
export { CurrentUser, User, Users } from "./entities/user.ts";
export type { CurrentUserData, UserData, UserListParameters } from "./entities/user.ts";
