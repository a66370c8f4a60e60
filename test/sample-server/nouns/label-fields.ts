import * as fields from "../fields/fields.ts";
import type { Field } from "../fields/fields.ts";
import { inputTypes, labelTypes } from "../world/model.ts";
import type { InputType, LabelType } from "../world/model.ts";

/** An attribute as clients write it; by `id` or name it is an existing one. */
export interface AttributeChange {
  readonly id: number | undefined;
  readonly deleted: boolean;
  readonly name: string | undefined;
  readonly mutable: boolean | undefined;
  readonly input_type: InputType | undefined;
  readonly default_value: string | undefined;
  readonly values: readonly string[] | undefined;
}

/** A label as clients write it; with an `id` it is an existing one. */
export interface LabelChange {
  readonly id: number | undefined;
  readonly deleted: boolean;
  readonly name: string | undefined;
  readonly color: string | undefined;
  readonly type: LabelType | undefined;
  readonly attributes: readonly AttributeChange[] | undefined;
  readonly sublabels: readonly LabelChange[] | undefined;
  readonly svg: string | undefined;
}

const newAttribute = fields.object({
  id: fields.optional(fields.integer()),
  deleted: fields.optional(fields.boolean()),
  name: fields.required(fields.text({ max: 64 })),
  mutable: fields.required(fields.boolean()),
  input_type: fields.required(fields.choice(inputTypes)),
  default_value: fields.optional(fields.text({ max: 128, blank: true })),
  values: fields.required(fields.plainList(fields.text({ max: 200, blank: true }))),
});

const attributeField: Field<AttributeChange> = (value) => {
  const known = typeof value === "object" && value !== null && "id" in value;
  const read = newAttribute(value, known);
  return {
    id: read.id,
    deleted: read.deleted ?? false,
    name: read.name,
    mutable: read.mutable,
    input_type: read.input_type,
    default_value: read.default_value,
    values: read.values,
  };
};

/** The sublabels of a sublabel are not read: skeletons nest once. */
function labelShape(sublabels: Field<LabelChange>) {
  return fields.object({
    id: fields.optional(fields.integer()),
    deleted: fields.optional(fields.boolean()),
    name: fields.required(fields.text({ max: 64 })),
    color: fields.optional(fields.text({ blank: true })),
    type: fields.optional(fields.choice(labelTypes)),
    attributes: fields.optional(fields.list(attributeField)),
    sublabels: fields.optional(fields.list(sublabels)),
    svg: fields.optional(fields.text({ blank: true })),
  });
}

function labelField(sublabels: Field<LabelChange>): (value: unknown, partial?: boolean) => LabelChange {
  const shape = labelShape(sublabels);
  return (value, partial = false) => {
    const known = typeof value === "object" && value !== null && "id" in value;
    const read = shape(value, partial || known);
    const { id, name, color, type, attributes, svg } = read;
    const deleted = read.deleted ?? false;
    if (deleted && id === undefined && !partial) {
      throw new fields.Invalid({ non_field_errors: ["Deleted label must have an ID"] });
    }
    return { id, deleted, name, color, type, attributes, svg, sublabels: read.sublabels };
  };
}

const sublabelField = labelField((value) => plainSublabel(value));
const plainSublabel = labelField(() => {
  throw new fields.Invalid(["Sublabels have no sublabels."]);
});

/** One label in a request to `/api/labels/{id}`. */
export const oneLabelField = labelField(sublabelField);

/** The labels in a request to a project or task. */
export const labelsField: Field<LabelChange[]> = fields.list((value) => oneLabelField(value));
