import type { List } from "../pages.ts";
import { hasAll } from "./comparing.ts";
import type { LabelData } from "./label.ts";
import type { AttributeSpec, LabelSpec } from "./label-spec.ts";

interface Removed {
  /** Of the label or attribute. */
  readonly id: number;
  /** With everything that is annotated with it. */
  readonly deleted: true;
}

/** An attribute that is new, or takes the place of the one of its id or name; or one that is removed. */
export type AttributeChange =
  (AttributeSpec & { readonly id?: number | undefined; readonly deleted?: undefined }) | Removed;

/**
 * A label that is new (it has no id), changed, or removed; those that are not mentioned stay. A changed one names its color:
 * the server would make one from the name.
 */
export type LabelChange =
  | (LabelSpec & { readonly id?: undefined; readonly deleted?: undefined })
  | {
      readonly id: number;
      readonly deleted?: undefined;
      readonly color: string;
      readonly name?: string | undefined;
      readonly type?: LabelData["type"] | undefined;
      readonly attributes?: readonly AttributeChange[] | undefined;
    }
  | Removed;

/** Whether the labels are as after these changes. */
export async function areChanged(
  labels: List<LabelData>,
  changes: readonly LabelChange[] = [],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (changes.length === 0) return true;
  const all = await labels.all({ signal });
  return changes.every((change) => {
    if (change.deleted) return all.every(({ id }) => id !== change.id);
    if (change.id === undefined) return all.some(({ name }) => name === change.name.trim());
    const label = all.find(({ id }) => id === change.id);
    return label !== undefined && isLabelChanged(label, change);
  });
}

/** Whether a label is as after this change. */
export function isLabelChanged(
  label: LabelData,
  { attributes = [], ...fields }: { readonly attributes?: readonly AttributeChange[] | undefined },
): boolean {
  const areAttributesChanged = attributes.every((change) =>
    change.deleted
      ? label.attributes.every(({ id }) => id !== change.id)
      : label.attributes.some((attribute) => hasAll(attribute, change)),
  );
  return areAttributesChanged && hasAll(label, fields);
}
