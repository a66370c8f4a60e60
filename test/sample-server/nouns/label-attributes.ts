import { crash, detail, refused } from "../http/errors.ts";
import type { AttributeSpec } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { AttributeChange } from "./label-fields.ts";

/** The attributes of a new label; ids in the request do not count. */
export function newAttributes(world: World, changes: readonly AttributeChange[]): readonly AttributeSpec[] {
  refuseEqualNames(changes);
  return changes.map((change) => newAttribute(world, change));
}

/** A delta as labels are; changed attributes stay at their places. */
export function changeAttributes(
  world: World,
  own: readonly AttributeSpec[],
  changes: readonly AttributeChange[],
): readonly AttributeSpec[] {
  let attributes = own;
  for (const change of changes) {
    const known = attributes.find((each) =>
      change.id === undefined ? each.name === change.name : each.id === change.id,
    );
    if (known) {
      attributes = change.deleted
        ? attributes.filter((each) => each !== known)
        : attributes.map((each) => (each === known ? changedAttribute(known, change) : each));
    } else if (change.id !== undefined) {
      throw detail(404, `Attribute with id #${change.id} does not exist`);
    } else attributes = [...attributes, newAttribute(world, change)];
  }
  return attributes;
}

/** Attributes without a name count as one of the same name. */
export function refuseEqualNames(changes: readonly AttributeChange[]): void {
  const names = new Set<string>();
  for (const change of changes) {
    const name = change.name ?? "None";
    if (names.has(name)) throw refused(`Duplicate attribute with name '${name}' exists`);
    names.add(name);
  }
}

/** In a change of labels nothing is required, so that the real server stumbles over what is missing. */
function newAttribute(world: World, change: AttributeChange): AttributeSpec {
  const { name, mutable, input_type } = change;
  if (name === undefined || mutable === undefined || input_type === undefined) throw crash();
  return {
    id: world.innerId(),
    name,
    mutable,
    input_type,
    default_value: change.default_value ?? "",
    values: change.values ?? [],
  };
}

function changedAttribute(known: AttributeSpec, change: AttributeChange): AttributeSpec {
  if (change.mutable !== undefined && change.mutable !== known.mutable) {
    throw refused('Attribute field "mutable" cannot be changed');
  }
  if (change.input_type !== undefined && change.input_type !== known.input_type) {
    throw refused('Attribute field "input_type" cannot be changed');
  }
  const values = change.values ?? known.values;
  const same = values.length === known.values.length;
  const keptAsPrefix = known.values.every((value, index) => values[index] === value);
  if (known.input_type === "number" && !(same && keptAsPrefix)) {
    throw refused('Attribute field "values" cannot be changed for number attributes');
  }
  if (["select", "radio"].includes(known.input_type) && !keptAsPrefix) {
    throw refused('Attribute field "values" can only be appended for radio and select attributes');
  }
  return {
    ...known,
    name: change.name ?? known.name,
    default_value: change.default_value ?? known.default_value,
    values,
  };
}
