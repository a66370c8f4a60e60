import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import { removableOf } from "./changeable.ts";
import type { Found } from "./changeable.ts";
import type { ReadOptions } from "./entity.ts";
import { isLabelChanged } from "./label-change.ts";
import type { AttributeChange } from "./label-change.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { CreatableNoun } from "./noun.ts";
import { RemovableRepository } from "./removing.ts";
import { id, text } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of a label. `color` is `#rrggbb` as a rule; the server keeps other texts as well. */
export type LabelData = Schemas["Label"];

/** What can be changed of a label; of a part of a skeleton nothing. */
export interface LabelPatch {
  /** Up to 64 characters, and different from those beside it. */
  readonly name?: string | undefined;
  /** `#rrggbb` */
  readonly color?: string | undefined;
  /** To or from a skeleton it cannot be changed; the server says yes all the same. */
  readonly type?: LabelData["type"] | undefined;
  /** Those that are to be added, changed, removed; the others stay. */
  readonly attributes?: readonly AttributeChange[] | undefined;
}

interface LabelFilters {
  readonly name?: string | undefined;
  /** The name of the label that it is part of. */
  readonly parent?: string | undefined;
  /** The id of the label that it is part of. */
  readonly parent_id?: number | undefined;
  readonly type?: LabelData["type"] | undefined;
  readonly color?: string | undefined;
}

/** Labels of one object; the server takes one of them at most. */
interface LabelOwners {
  readonly project_id?: number | undefined;
  readonly task_id?: number | undefined;
  readonly job_id?: number | undefined;
}

/** Parameters of the list of labels of something. */
export type LabelsOfParameters = ListParameters<keyof LabelFilters | "id"> & LabelFilters;
/** Parameters of the list of all labels, or of those of one object. */
export type LabelListParameters = LabelsOfParameters & LabelOwners;

const filters = namesOf<LabelFilters>({ name: true, parent: true, parent_id: true, type: true, color: true });

const attribute = v.object({
  id,
  name: text,
  mutable: v.boolean(),
  input_type: text,
  default_value: text,
  values: v.array(text),
});
const part = { id, name: text, color: text, type: text, attributes: v.array(attribute) };

export const labels: CreatableNoun<LabelData, Label> = {
  name: "label",
  path: (id) => apiPath`/api/labels/${id}`,
  collection: apiPath`/api/labels`,
  shape: v.object({
    ...part,
    parent_id: v.nullable(id),
    has_parent: v.boolean(),
    sublabels: v.array(v.object({ ...part, has_parent: v.boolean() })),
  }),
  parameters: [...filters, ...namesOf<LabelOwners>({ project_id: true, task_id: true, job_id: true })],
  sortable: [...filters, "id"],
  defaultSort: "id",
  make: (context, data) => new Label(context, data),
};

/** A class of things that are annotated. Parts of a skeleton are its `sublabels`. */
export class Label extends removableOf<LabelData, LabelPatch>() {
  constructor(context: Context, data: LabelData) {
    super(context, labels, data);
  }

  /**
   * As the `update` of every object; a label whose color is not in the patch is read first, so that it keeps it.
   *
   * `GET` and `PATCH /api/labels/{id}`
   *
   * @throws {BadRequestError} if the server refuses a value; `body.fields` says which
   * @throws {ForbiddenError} {@link NotFoundError} if the label is gone
   * @throws {OutcomeUnknownError} if the answer was lost and the label was not found changed
   */
  override async update(patch: LabelPatch, options: ReadOptions = {}): Promise<this> {
    const isEmpty = Object.values(patch).every((value) => value === undefined);
    if (isEmpty || patch.color !== undefined) return await super.update(patch, options);
    // Without a color the server would go back to the one that it makes from the name.
    const { color } = await this.read(options);
    return await super.update({ ...patch, color }, options);
  }

  protected override isChanged({ data, patch }: Found<LabelData, LabelPatch>): boolean {
    return isLabelChanged(data, patch);
  }
}

/** `/api/labels` */
export class Labels extends RemovableRepository<LabelData, Label, LabelListParameters> {
  constructor(context: Context) {
    super(context, labels);
  }
}
