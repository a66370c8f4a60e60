/** The client core: all that is public. */
export { candidates, parseAddress } from "./address.ts";
export type { Address } from "./address.ts";
export type { Change, ChangedNoun } from "./changes.ts";
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
export type {
  FrameSelection,
  GroundTruthSpec,
  JobData,
  JobListParameters,
  JobPatch,
} from "./entities/job.ts";
export { Label, Labels } from "./entities/label.ts";
export type { LabelData, LabelListParameters, LabelPatch, LabelsOfParameters } from "./entities/label.ts";
export type { AttributeChange, LabelChange } from "./entities/label-change.ts";
export { labelsForCreation } from "./entities/label-spec.ts";
export type { AttributeSpec, LabelSource, LabelSpec, SublabelSpec } from "./entities/label-spec.ts";
export { longest } from "./entities/limits.ts";
export type { FilterRule, ListParameters, SortKey } from "./entities/list.ts";
export { Membership, Memberships } from "./entities/membership.ts";
export type { MembershipData, MembershipListParameters, MembershipPatch } from "./entities/membership.ts";
export { Organization, Organizations } from "./entities/organization.ts";
export type {
  OrganizationContact,
  OrganizationData,
  OrganizationListParameters,
  OrganizationPatch,
  OrganizationSpec,
} from "./entities/organization.ts";
export type { Preview } from "./entities/preview.ts";
export { Project, Projects } from "./entities/project.ts";
export type { ProjectData, ProjectListParameters, ProjectPatch, ProjectSpec } from "./entities/project.ts";
export { isOutOfReach } from "./entities/removing.ts";
export type { Removal, RemovalOutcome, RemoveOptions } from "./entities/removing.ts";
export { BackgroundRequest, Requests } from "./entities/request.ts";
export type { BackgroundRequestData } from "./entities/request.ts";
export { Server } from "./entities/server.ts";
export type { About } from "./entities/server.ts";
export type { StorageSpec } from "./entities/storage.ts";
export { Task, Tasks } from "./entities/task.ts";
export type { TaskData, TaskDataState, TaskListParameters, TaskPatch, TaskSpec } from "./entities/task.ts";
export { CurrentUser, User, Users } from "./entities/user.ts";
export type { CurrentUserData, UserData, UserListParameters, UserPatch } from "./entities/user.ts";
export { unlessAborted } from "./waiting.ts";
