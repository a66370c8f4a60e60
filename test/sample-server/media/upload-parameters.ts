import * as fields from "../fields/fields.ts";
import type { Field } from "../fields/fields.ts";
import type { Problem } from "../http/errors.ts";
import { frameStep } from "./frame-range.ts";
import { sortings } from "./sort-files.ts";
import { validationParamsField } from "./validation-frames.ts";

const most = 2_147_483_647;
const longestName = 1024;

const fileName = fields.text({ max: longestName });

const chunkSizeField: Field<number> = (value) => {
  const size = fields.integer({ min: 0, max: most })(value);
  if (size === 0) throw new fields.Invalid(["Chunk size must be a positive integer"]);
  return size;
};

const frameFilterField: Field<string> = (value) => {
  const filter = fields.text({ max: 256, blank: true })(value);
  if (frameStep(filter) === undefined) throw new fields.Invalid(["Invalid frame filter expression"]);
  return filter;
};

/** Paths in the share: relative, and none that leads out of it. */
const serverFileField: Field<string> = (value) => {
  const path = fileName(value);
  const fault = pathFault(path);
  if (fault !== undefined) throw new fields.Invalid({ file: [fault] });
  return path;
};

function pathFault(path: string): string | undefined {
  if (path.startsWith("/")) return "path is not relative";
  const segments = path.replace(/\/$/, "").split("/");
  if (segments.includes("..")) return "path contains a '..' segment";
  if (segments.includes(".")) return "path contains a '.' segment";
  return segments.includes("") ? "path contains an empty segment" : undefined;
}

const remoteFilesField: Field<string[]> = (value) => {
  const addresses = fields.list(fileName)(value);
  const wrong = addresses.filter((address) => !/^https?:\/\//i.test(address));
  if (wrong.length > 0) {
    throw new fields.Invalid(
      wrong.map((address) => `'${address}': remote_files entries must be http(s) URLs.`),
    );
  }
  return addresses;
};

const jobFileMappingField: Field<string[][]> = (value) => {
  const mapping = fields.plainList((each) => filled(fields.plainList(fileName)(each)))(value);
  const seen = new Set<string>();
  for (const name of filled(mapping).flat()) {
    if (seen.has(name)) {
      throw new fields.Invalid([
        `The same file '${name}' cannot be used multiple times in the job file mapping`,
      ]);
    }
    seen.add(name);
  }
  return mapping;
};

function filled<T>(list: T[]): T[] {
  if (list.length === 0) throw new fields.Invalid(["This list may not be empty."]);
  return list;
}

/** What can be said about the files of a task. */
export const uploadField = fields.object(
  {
    chunk_size: fields.optional(fields.nullable(chunkSizeField)),
    image_quality: fields.optional(fields.integer({ min: 1, max: 100 })),
    start_frame: fields.optional(fields.integer({ min: 0, max: most })),
    stop_frame: fields.optional(fields.integer({ min: 0, max: most })),
    frame_filter: fields.optional(frameFilterField),
    server_files: fields.optional(fields.list(serverFileField)),
    remote_files: fields.optional(remoteFilesField),
    use_zip_chunks: fields.optional(fields.boolean()),
    server_files_exclude: fields.optional(fields.list(fileName)),
    cloud_storage_id: fields.optional(fields.nullable(fields.integer())),
    use_cache: fields.optional(fields.boolean()),
    copy_data: fields.optional(fields.boolean()),
    storage_method: fields.optional(fields.choice(["cache", "file_system"] as const)),
    storage: fields.optional(fields.choice(["cloud_storage", "local", "share"] as const)),
    sorting_method: fields.optional(fields.choice(sortings)),
    filename_pattern: fields.optional(fields.nullable(fields.text())),
    job_file_mapping: fields.optional(jobFileMappingField),
    validation_params: fields.optional(fields.nullable((value) => validationParamsField(value))),
    upload_file_order: fields.optional(fields.plainList(fileName)),
  },
  (read): Problem | undefined => {
    const { start_frame, stop_frame, filename_pattern, server_files = [] } = read;
    if (start_frame !== undefined && stop_frame !== undefined && start_frame > stop_frame) {
      return { non_field_errors: ["Stop frame must be more or equal start frame"] };
    }
    if (filename_pattern && server_files.some((file) => !file.endsWith(".jsonl"))) {
      const rule = "The filename_pattern can only be used with specified manifest or without server_files";
      return { non_field_errors: [rule] };
    }
    if (filename_pattern && read.server_files_exclude?.length) {
      const rule = "The filename_pattern and server_files_exclude cannot be used together";
      return { non_field_errors: [rule] };
    }
    return undefined;
  },
);

export type UploadParameters = ReturnType<typeof uploadField>;

/** The fields of a form, where lists are written `name[0]`, as an object. */
export function ofForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const lists = new Map<string, [index: number, value: string][]>();
  for (const [key, value] of Object.entries(values)) {
    const [, name, index] = /^(\w+)\[(\d+)\]$/.exec(key) ?? [];
    if (name === undefined) body[key] = value;
    else lists.set(name, [...(lists.get(name) ?? []), [Number(index), value]]);
  }
  for (const [name, list] of lists) {
    body[name] = list.toSorted(([a], [b]) => a - b).map(([, value]) => value);
  }
  return body;
}
