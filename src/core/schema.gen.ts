// Made by "npm run generate" from tools/cvat-openapi-2.73.0.json; never edited by hand.

export interface components {
    schemas: {
        readonly About: {
            readonly name: string;
            readonly description: string;
            readonly version: string;
            readonly logo_url?: string;
            readonly subtitle?: string;
        };
        readonly AccessTokenRead: {
            readonly id: number;
            readonly name: string;
            /** Format: date-time */
            readonly created_date: string;
            /** Format: date-time */
            readonly updated_date: string;
            /**
             * Expires
             * Format: date-time
             */
            readonly expiry_date: string | null;
            /** Format: date-time */
            readonly last_used_date: string | null;
            readonly read_only: boolean;
            readonly owner: components["schemas"]["BasicUser"];
            readonly value?: string;
        };
        readonly Attribute: {
            readonly id: number;
            readonly name: string;
            readonly mutable: boolean;
            readonly input_type: components["schemas"]["InputTypeEnum"];
            readonly default_value: string;
            readonly values: readonly string[];
        };
        readonly BasicUser: {
            /** Format: uri */
            readonly url: string;
            readonly id: number;
            readonly username: string;
            readonly first_name: string;
            readonly last_name: string;
        };
        /** @enum {string} */
        readonly ChunkType: "video" | "imageset" | "audio_mp3" | (string & Record<never, never>);
        /** @enum {string} */
        readonly InputTypeEnum: "checkbox" | "radio" | "number" | "text" | "select" | (string & Record<never, never>);
        readonly IssuesSummary: {
            /** Format: uri */
            readonly url: string;
            readonly count: number;
        };
        readonly JobRead: {
            /** Format: uri */
            readonly url: string;
            readonly id: number;
            readonly task_id: number;
            readonly task_name?: string | null;
            readonly project_id: number | null;
            readonly project_name?: string | null;
            readonly assignee: components["schemas"]["BasicUser"] | null;
            readonly guide_id: number | null;
            readonly dimension: string;
            readonly mode: string;
            readonly media_type?: string;
            readonly bug_tracker: string | null;
            readonly status: components["schemas"]["JobStatus"];
            readonly stage: components["schemas"]["JobStage"];
            readonly state: components["schemas"]["OperationStatus"];
            readonly frame_count: number;
            readonly start_frame: number;
            readonly stop_frame: number;
            readonly data_chunk_size: number | null;
            readonly data_compressed_chunk_type: components["schemas"]["ChunkType"];
            readonly data_original_chunk_type?: components["schemas"]["ChunkType"];
            /** Format: date-time */
            readonly created_date: string;
            /** Format: date-time */
            readonly updated_date: string;
            readonly issues: components["schemas"]["IssuesSummary"];
            readonly labels: components["schemas"]["LabelsSummary"];
            readonly type: components["schemas"]["JobType"];
            readonly organization: number | null;
            readonly target_storage: components["schemas"]["Storage"] | null;
            readonly source_storage: components["schemas"]["Storage"] | null;
            /** Format: date-time */
            readonly assignee_updated_date: string | null;
            readonly parent_job_id?: number | null;
            readonly consensus_replicas?: number;
            readonly replicas_count?: number;
        };
        /** @enum {string} */
        readonly JobStage: "annotation" | "validation" | "acceptance" | (string & Record<never, never>);
        /** @enum {string} */
        readonly JobStatus: "annotation" | "validation" | "completed" | (string & Record<never, never>);
        /** @enum {string} */
        readonly JobType: "annotation" | "ground_truth" | "consensus_replica" | (string & Record<never, never>);
        readonly JobsSummary: {
            readonly count: number;
            readonly completed: number | null;
            readonly validation: number | null;
            /** Format: uri */
            readonly url: string;
        };
        readonly Label: {
            readonly id: number;
            readonly name: string;
            readonly color: string;
            readonly attributes: readonly components["schemas"]["Attribute"][];
            readonly type: components["schemas"]["LabelType"];
            readonly svg?: string;
            readonly sublabels: readonly components["schemas"]["Sublabel"][];
            readonly project_id?: number | null;
            readonly task_id?: number | null;
            readonly parent_id: number | null;
            readonly has_parent: boolean;
        };
        /** @enum {string} */
        readonly LabelType: "any" | "cuboid" | "ellipse" | "mask" | "points" | "polygon" | "polyline" | "rectangle" | "skeleton" | "interval" | "tag" | (string & Record<never, never>);
        readonly LabelsSummary: {
            /** Format: uri */
            readonly url: string;
        };
        /** @enum {string} */
        readonly LocationEnum: "cloud_storage" | "local" | (string & Record<never, never>);
        readonly MembershipRead: {
            readonly id: number;
            readonly user: components["schemas"]["BasicUser"];
            readonly organization: number;
            readonly is_active: boolean;
            /** Format: date-time */
            readonly joined_date: string | null;
            readonly role: components["schemas"]["RoleEnum"];
            readonly invitation: string | null;
        };
        /** @enum {string} */
        readonly OperationStatus: "new" | "in progress" | "completed" | "rejected" | (string & Record<never, never>);
        readonly OrganizationRead: {
            readonly id: number;
            readonly slug: string;
            readonly name: string;
            readonly description: string;
            /** Format: date-time */
            readonly created_date: string;
            /** Format: date-time */
            readonly updated_date: string;
            readonly contact: unknown;
            readonly owner: components["schemas"]["BasicUser"] | null;
        };
        readonly ProjectRead: {
            /** Format: uri */
            readonly url: string;
            readonly id: number;
            readonly name: string;
            readonly owner: components["schemas"]["BasicUser"] | null;
            readonly assignee: components["schemas"]["BasicUser"] | null;
            readonly guide_id: number | null;
            readonly bug_tracker: string;
            readonly task_subsets: readonly string[];
            /** Format: date-time */
            readonly created_date: string;
            /** Format: date-time */
            readonly updated_date: string;
            readonly status: components["schemas"]["JobStatus"];
            readonly dimension: string | null;
            readonly organization: number | null;
            readonly organization_id?: number | null;
            readonly target_storage: components["schemas"]["Storage"] | null;
            readonly source_storage: components["schemas"]["Storage"] | null;
            readonly tasks: components["schemas"]["TasksSummary"];
            readonly labels: components["schemas"]["LabelsSummary"];
            /** Format: date-time */
            readonly assignee_updated_date: string | null;
        };
        readonly Request: {
            readonly status: components["schemas"]["RequestStatus"] | null;
            readonly message: string;
            readonly id: string;
            readonly operation: components["schemas"]["RequestDataOperation"];
            /** Format: double */
            readonly progress: number | null;
            /** Format: date-time */
            readonly created_date: string;
            /** Format: date-time */
            readonly started_date: string | null;
            /** Format: date-time */
            readonly finished_date: string | null;
            /** Format: date-time */
            readonly expiry_date: string | null;
            readonly owner: components["schemas"]["UserIdentifiers"];
            /** Format: uri */
            readonly result_url: string | null;
            readonly result_id: number | null;
        };
        readonly RequestDataOperation: {
            readonly type: string;
            readonly target: string;
            readonly project_id: number | null;
            readonly task_id: number | null;
            readonly job_id: number | null;
            readonly org_id?: number | null;
            readonly format?: string | null;
            readonly function_id?: string | null;
            readonly lightweight?: boolean | null;
        };
        /** @enum {string} */
        readonly RequestStatus: "queued" | "started" | "failed" | "finished" | (string & Record<never, never>);
        /** @enum {string} */
        readonly RoleEnum: "worker" | "supervisor" | "maintainer" | "owner" | (string & Record<never, never>);
        readonly Storage: {
            readonly id: number;
            readonly location: components["schemas"]["LocationEnum"];
            readonly cloud_storage_id: number | null;
        };
        readonly Sublabel: {
            readonly id: number;
            readonly name: string;
            readonly color: string;
            readonly attributes: readonly components["schemas"]["Attribute"][];
            readonly type: components["schemas"]["LabelType"];
            readonly has_parent: boolean;
        };
        readonly TaskRead: {
            /** Format: uri */
            readonly url: string;
            readonly id: number;
            readonly name: string;
            readonly project_id: number | null;
            readonly project_name?: string | null;
            readonly owner: components["schemas"]["BasicUser"] | null;
            readonly assignee: components["schemas"]["BasicUser"] | null;
            readonly bug_tracker: string;
            /** Format: date-time */
            readonly created_date: string;
            /** Format: date-time */
            readonly updated_date: string;
            readonly overlap: number | null;
            readonly segment_size: number;
            readonly status: components["schemas"]["JobStatus"];
            readonly data_chunk_size?: number | null;
            readonly data_original_chunk_type?: components["schemas"]["ChunkType"] | null;
            readonly data_compressed_chunk_type?: components["schemas"]["ChunkType"] | null;
            readonly data_cloud_storage_id?: number | null;
            readonly guide_id: number | null;
            readonly size?: number;
            readonly image_quality?: number;
            readonly data: number | null;
            readonly dimension: string;
            readonly mode: string;
            readonly media_type?: string;
            readonly subset: string;
            readonly organization_id?: number | null;
            readonly organization: number | null;
            readonly target_storage: components["schemas"]["Storage"] | null;
            readonly source_storage: components["schemas"]["Storage"] | null;
            readonly jobs: components["schemas"]["JobsSummary"];
            readonly labels: components["schemas"]["LabelsSummary"];
            /** Format: date-time */
            readonly assignee_updated_date: string | null;
            readonly validation_mode?: string | null;
            readonly consensus_enabled?: boolean;
            readonly initial_replicas?: number;
        };
        readonly TasksSummary: {
            readonly count: number;
            /** Format: uri */
            readonly url: string;
        };
        readonly User: {
            /** Format: uri */
            readonly url: string;
            readonly id: number;
            readonly username: string;
            readonly first_name: string;
            readonly last_name: string;
            /**
             * Email address
             * Format: email
             */
            readonly email: string;
            readonly groups: readonly string[];
            /** Staff status */
            readonly is_staff: boolean;
            /** Superuser status */
            readonly is_superuser: boolean;
            /** Active */
            readonly is_active: boolean;
            /** Format: date-time */
            readonly last_login: string | null;
            /** Format: date-time */
            readonly date_joined: string;
            readonly has_analytics_access?: boolean;
        };
        readonly UserIdentifiers: {
            readonly id: number;
            readonly username: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
