import type { ImageSize } from "../media/image-size.ts";
import type { Row } from "./table.ts";

/** The global groups in descending power. */
export const groups = ["admin", "user", "worker"] as const;
export type Group = (typeof groups)[number];

/** The roles in an organization in descending power. */
export const roles = ["owner", "maintainer", "supervisor", "worker"] as const;
export type Role = (typeof roles)[number];

export const stages = ["annotation", "validation", "acceptance"] as const;
type Stage = (typeof stages)[number];
export const states = ["new", "in progress", "completed", "rejected"] as const;
type State = (typeof states)[number];
export const statuses = ["annotation", "validation", "completed"] as const;
type Status = (typeof statuses)[number];
export const jobTypes = ["annotation", "ground_truth", "consensus_replica"] as const;
type JobType = (typeof jobTypes)[number];
export const dimensions = ["1d", "2d", "3d"] as const;
type Dimension = (typeof dimensions)[number];
export const modes = ["annotation", "interpolation"] as const;
type Mode = (typeof modes)[number];
export const mediaTypes = ["image", "point_cloud", "audio"] as const;
type MediaType = (typeof mediaTypes)[number];
export const validationModes = ["gt", "gt_pool"] as const;
type ValidationMode = (typeof validationModes)[number];
export const labelTypes = [
  "any",
  "cuboid",
  "ellipse",
  "interval",
  "mask",
  "points",
  "polygon",
  "polyline",
  "rectangle",
  "skeleton",
  "tag",
] as const;
export type LabelType = (typeof labelTypes)[number];
export const inputTypes = ["checkbox", "radio", "number", "text", "select"] as const;
export type InputType = (typeof inputTypes)[number];

export interface UserRow extends Row {
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly is_staff: boolean;
  readonly is_superuser: boolean;
  readonly is_active: boolean;
  readonly last_login: string | null;
  readonly date_joined: string;
  /** `null`: nobody can sign in with a password (an invited address that has not registered yet). */
  readonly password: string | null;
  /** The legacy key of `Authorization: Token`, made at the first log-in and deleted by a log-out. */
  readonly key: string | null;
}

export interface SessionRow extends Row {
  /** The value of the cookie `sessionid`. */
  readonly key: string;
  readonly user_id: number;
  readonly expires: string;
}

export interface AccessTokenRow extends Row {
  readonly name: string;
  readonly created_date: string;
  readonly updated_date: string;
  readonly expiry_date: string | null;
  readonly last_used_date: string | null;
  readonly read_only: boolean;
  readonly owner_id: number;
  readonly value: string;
}

export interface OrganizationRow extends Row {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly contact: unknown;
  readonly created_date: string;
  readonly updated_date: string;
  readonly owner_id: number | null;
}

export interface MembershipRow extends Row {
  readonly user_id: number;
  readonly organization_id: number;
  readonly is_active: boolean;
  readonly joined_date: string | null;
  readonly role: Role;
}

export interface InvitationRow extends Row {
  readonly key: string;
  readonly created_date: string;
  readonly owner_id: number | null;
  readonly membership_id: number;
}

export interface Storage {
  readonly id: number;
  readonly location: "local" | "cloud_storage";
  readonly cloud_storage_id: number | null;
}

/** What projects and tasks have in common. */
export interface OwnedRow extends Row {
  readonly name: string;
  readonly owner_id: number | null;
  readonly assignee_id: number | null;
  readonly assignee_updated_date: string | null;
  readonly bug_tracker: string;
  readonly created_date: string;
  readonly updated_date: string;
  readonly status: Status;
  readonly guide_id: number | null;
  readonly organization_id: number | null;
  readonly target_storage: Storage | null;
  readonly source_storage: Storage | null;
}

export type ProjectRow = OwnedRow;

export interface TaskRow extends OwnedRow {
  readonly project_id: number | null;
  readonly data_id: number | null;
  readonly overlap: number | null;
  readonly segment_size: number;
  readonly subset: string;
  readonly validation_mode: ValidationMode | null;
  readonly consensus_replicas: number;
}

type ChunkType = "imageset" | "video" | "audio_mp3";

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly related_files: number;
  readonly has_related_context: boolean;
}

/** What was uploaded to a task. All about the media is missing until they were read, and stays so when that failed. */
export interface DataRow extends Row {
  readonly media: Media | null;
  /** What clients have sent, in the order in which it came; absent: nothing. */
  readonly client_files?: readonly ClientFile[];
}

/** A file that a client has sent. */
export interface ClientFile {
  readonly name: string;
  /** Where its bytes lie; see `Pictures`. */
  readonly stored: string;
  /** Of a picture: how large it is. */
  readonly size: ImageSize | null;
  /** Of an archive: what is in it. */
  readonly entries?: readonly ClientFile[];
}

/** A file that comes in pieces by the TUS protocol and is not complete yet. */
export interface TusUploadRow extends Row {
  /** The last part of its address. */
  readonly key: string;
  readonly data_id: number;
  readonly user_id: number;
  readonly name: string;
  readonly stored: string;
  readonly length: number;
  readonly offset: number;
}

export interface Media {
  readonly size: number;
  readonly chunk_size: number;
  readonly original_chunk_type: ChunkType;
  readonly compressed_chunk_type: ChunkType;
  readonly image_quality: number | null;
  readonly dimension: Dimension;
  readonly mode: Mode;
  readonly media_type: MediaType;
  readonly start_frame: number;
  readonly stop_frame: number;
  readonly frame_filter: string;
  readonly frames: readonly Frame[];
  readonly deleted_frames: readonly number[];
  readonly chunks_updated_date: string;
  /** Where the frames' files lie, in frame order; see `Pictures`. */
  readonly files: readonly string[];
}

export interface JobRow extends Row {
  readonly task_id: number;
  readonly type: JobType;
  readonly assignee_id: number | null;
  readonly assignee_updated_date: string | null;
  readonly stage: Stage;
  readonly state: State;
  readonly start_frame: number;
  readonly stop_frame: number;
  readonly frame_count: number;
  /** Of a ground truth job: the frames that were chosen for it. */
  readonly included_frames?: readonly number[];
  /** Of a ground truth job: those of its frames that do not count; absent: none. */
  readonly disabled_frames?: readonly number[];
  readonly created_date: string;
  readonly updated_date: string;
  readonly parent_job_id: number | null;
}

export interface AttributeSpec {
  readonly id: number;
  readonly name: string;
  readonly mutable: boolean;
  readonly input_type: InputType;
  readonly default_value: string;
  readonly values: readonly string[];
}

export interface LabelRow extends Row {
  readonly name: string;
  readonly color: string;
  readonly type: LabelType;
  readonly attributes: readonly AttributeSpec[];
  readonly project_id: number | null;
  readonly task_id: number | null;
  readonly parent_id: number | null;
  /** The drawing of a skeleton, whose nodes name their labels by id. */
  readonly svg: string | null;
}

/** Something about a job's frame that is to be talked about. */
export interface IssueRow extends Row {
  readonly job_id: number;
  readonly frame: number;
  readonly position: readonly number[];
  readonly owner_id: number | null;
  readonly assignee_id: number | null;
  readonly created_date: string;
  readonly updated_date: string;
  readonly resolved: boolean;
}

export interface CommentRow extends Row {
  readonly issue_id: number;
  readonly owner_id: number | null;
  readonly message: string;
  readonly created_date: string;
  readonly updated_date: string;
}

/** A guide for annotating, of exactly one of the two. */
export interface GuideRow extends Row {
  readonly project_id: number | null;
  readonly task_id: number | null;
  readonly markdown: string;
  readonly created_date: string;
  readonly updated_date: string;
}

export type RequestStatus = "queued" | "started" | "failed" | "finished";

/** A background request. */
export interface RequestRow extends Row {
  /** The id on the wire, for example `action=create&target=task&target_id=42`. */
  readonly rq_id: string;
  readonly action: string;
  readonly target: "project" | "task" | "job";
  readonly target_id: number;
  readonly subresource: string | null;
  readonly status: RequestStatus;
  readonly message: string;
  readonly progress: number;
  readonly created_date: string;
  readonly started_date: string | null;
  readonly finished_date: string | null;
  readonly expiry_date: string | null;
  readonly owner_id: number | null;
  readonly project_id: number | null;
  readonly task_id: number | null;
  readonly job_id: number | null;
  readonly org_id: number | null;
}
