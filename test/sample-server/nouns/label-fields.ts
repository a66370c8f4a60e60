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

function readAttribute(value: unknown, partial: boolean): AttributeChange {
  const read = newAttribute(value, partial);
  return {
    id: read.id,
    deleted: read.deleted ?? false,
    name: read.name,
    mutable: read.mutable,
    input_type: read.input_type,
    default_value: read.default_value,
    // Stored as one text with lines: without any value there is a blank one.
    values: read.values?.join("\n").split("\n"),
  };
}

/** `partial`: in a change nothing is required. */
function labelShape(partial: boolean, sublabels: Field<LabelChange>) {
  return fields.object({
    id: fields.optional(fields.integer()),
    deleted: fields.optional(fields.boolean()),
    name: fields.required(fields.text({ max: 64 })),
    color: fields.optional(fields.text({ blank: true })),
    type: fields.optional(fields.choice(labelTypes)),
    attributes: fields.optional(fields.list((value) => readAttribute(value, partial))),
    sublabels: fields.optional(fields.list(sublabels)),
    svg: fields.optional(fields.text({ blank: true })),
  });
}

function labelField(partial: boolean, sublabels: Field<LabelChange>): Field<LabelChange> {
  const shape = labelShape(partial, sublabels);
  return (value) => {
    const read = shape(value, partial);
    const { id, name, color, type, attributes, svg } = read;
    const deleted = read.deleted ?? false;
    if (deleted && id === undefined) {
      throw new fields.Invalid({ non_field_errors: ["Deleted label must have an ID"] });
    }
    return { id, deleted, name, color, type, attributes, svg, sublabels: read.sublabels };
  };
}

/** The sublabels of a sublabel are not read: skeletons nest once. */
const noSublabels: Field<LabelChange> = () => {
  throw new fields.Invalid(["Sublabels have no sublabels."]);
};

const changedLabelField = labelField(true, labelField(true, noSublabels));

/** The labels in a request that makes a project or task. */
export const newLabelsField: Field<LabelChange[]> = fields.list(
  labelField(false, labelField(false, noSublabels)),
);

/** The labels in a request that changes a project or task. */
export const changedLabelsField: Field<LabelChange[]> = fields.list(changedLabelField);

/** The label in a request to its own address, where its id and its removal are not said. */
export function oneLabelField(label: { readonly id: number; readonly name: string }): Field<LabelChange> {
  return (value) => {
    const { deleted } = fields.object({ deleted: fields.optional(fields.boolean()) })(value, true);
    if (deleted) {
      const rule = "Labels cannot be deleted by updating in this endpoint.";
      throw new fields.Invalid({ non_field_errors: [`${rule} Please use the DELETE method instead.`] });
    }
    const { name, ...change } = changedLabelField(value);
    return { ...change, id: label.id, name: name ?? label.name };
  };
}
