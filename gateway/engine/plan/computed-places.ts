import { getNamedType, isCompositeType, isInterfaceType, isListType, isNonNullType, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { ComputedType, SupergraphWithComputedRoots } from '../../supergraph/computed-fields.ts';
import { fieldSet } from '../../supergraph/joins.ts';
import type { PathStep, PlanPath, RequiredSelection } from './plan-nodes.ts';
import type { PlannedKeys } from './planned-keys.ts';
import { RequiredFields } from './required-fields.ts';

/** A place of an operation where fields are computed, and what has to be known there first. */
export interface ComputedPlace {
  readonly path: PlanPath;
  readonly computed: ComputedType;
  /** The computed fields as they were selected. */
  readonly fields: FieldNode[];
  /** What their subgraph is sent: key and required fields. */
  readonly representation: readonly RequiredSelection[];
}

/** What an operation is split by. */
export interface Splitting {
  readonly supergraph: SupergraphWithComputedRoots;
  readonly keys: PlannedKeys;
  /** Tells whether a progressive override is in force. */
  readonly isActive: (label: string) => boolean;
  /** Which of the keys of a computed type to use, where it has as many. */
  readonly choice: number;
}

/** An operation's selections with what computed fields require in place of them. */
export interface SplitSelections {
  readonly selections: readonly SelectionNode[];
  readonly places: readonly ComputedPlace[];
}

/**
 * Takes every computed field out of the root selections of an operation. Those below another computed field stay in it.
 *
 * @param selections with fragments inlined
 * @param root the type they are applied to
 */
export function splitComputed(
  selections: readonly SelectionNode[],
  root: GraphQLCompositeType,
  splitting: Splitting,
): SplitSelections {
  const splitter = new Splitter(splitting);
  const kept = splitter.split(selections, root, []);
  return { selections: kept, places: splitter.places };
}

class Splitter {
  readonly places: ComputedPlace[] = [];
  readonly #splitting: Splitting;
  readonly #schema: GraphQLSchema;

  constructor(splitting: Splitting) {
    this.#splitting = splitting;
    this.#schema = splitting.supergraph.schema;
  }

  split(selections: readonly SelectionNode[], parent: GraphQLCompositeType, path: PlanPath): SelectionNode[] {
    const level: Level = { parent, path, groups: [] };
    const kept = selections.flatMap((selection) => this.#splitSelection(selection, level));
    for (const { computed, fields, required } of level.groups) {
      const representation = required.representation;
      kept.push(...required.selections);
      this.places.push({ path, computed, fields, representation });
    }
    return kept;
  }

  #splitSelection(selection: SelectionNode, level: Level): SelectionNode[] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.#splitFragment(selection, level);
    const computed = this.#computedBy(level.parent, selection.name.value);
    if (computed) {
      this.#addField(selection, computed, level);
      return [];
    }
    const members = this.#computingMembers(level.parent, selection.name.value);
    if (members.length === 0) return [this.#splitWithin(selection, level)];
    return members.flatMap((member) => this.#splitFragment(fragmentOn(member.name, [selection]), level));
  }

  #splitFragment(fragment: InlineFragmentNode, { parent, path }: Level): SelectionNode[] {
    const condition = this.#schema.getType(fragment.typeCondition?.name.value ?? parent.name);
    if (!isCompositeType(condition)) return [fragment];
    const step: PathStep[] = condition === parent ? [] : [{ kind: 'types', names: [condition.name] }];
    const selections = this.split(fragment.selectionSet.selections, condition, [...path, ...step]);
    return selections.length === 0 ? [] : [fragmentOn(condition.name, selections)];
  }

  #splitWithin(field: FieldNode, { parent, path }: Level): FieldNode {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !definition || !isCompositeType(type)) return field;
    const steps = [{ kind: 'field', name: this.#splitting.keys.of(field) } as const, ...itemSteps(definition.type)];
    const selections = this.split(field.selectionSet.selections, type, [...path, ...steps]);
    return { ...field, selectionSet: selectionSetOf(selections) };
  }

  /** One entity fetch can compute several fields, but for those that require one field with different arguments. */
  #addField(field: FieldNode, computed: ComputedType, { groups }: Level): void {
    const required = fieldSet(computed.fields.get(field.name.value)?.required ?? '');
    const known = groups.find((group) => group.computed === computed && group.required.add(required));
    if (known) {
      known.fields.push(field);
      return;
    }
    const type = this.#schema.getType(computed.type);
    if (!isCompositeType(type)) return;
    const { choice, keys } = this.#splitting;
    const key = computed.keys[Math.min(choice, computed.keys.length - 1)] ?? '';
    const fields = new RequiredFields(this.#schema, keys, type);
    fields.add(fieldSet(`__typename ${key}`));
    fields.add(required);
    groups.push({ computed, fields: [field], required: fields });
  }

  /** Where a type's own subgraph does not compute a field, one that has an interface of it as an object may do. */
  #computedBy(type: GraphQLNamedType, field: string): ComputedType | undefined {
    const { supergraph, isActive } = this.#splitting;
    const candidates = supergraph.computed.filter(({ fields }) => {
      const label = fields.get(field)?.label;
      return fields.has(field) && (label === undefined || isActive(label));
    });
    const own = candidates.find((one) => one.type === type.name);
    if (own || !('getInterfaces' in type)) return own;
    const interfaces = new Set(type.getInterfaces().map(({ name }) => name));
    return candidates.find((one) => one.isInterfaceObject && interfaces.has(one.type));
  }

  /** All members of an interface, where one of them computes a field. */
  #computingMembers(type: GraphQLNamedType, field: string): readonly GraphQLNamedType[] {
    if (!isInterfaceType(type)) return [];
    const members = this.#schema.getPossibleTypes(type);
    return members.some((member) => this.#computedBy(member, field)) ? members : [];
  }
}

interface Level {
  readonly parent: GraphQLCompositeType;
  readonly path: PlanPath;
  readonly groups: {
    readonly computed: ComputedType;
    readonly fields: FieldNode[];
    readonly required: RequiredFields;
  }[];
}

function itemSteps(type: GraphQLOutputType): PathStep[] {
  if (isNonNullType(type)) return itemSteps(type.ofType as GraphQLOutputType);
  return isListType(type) ? [{ kind: 'items' }, ...itemSteps(type.ofType)] : [];
}

function selectionSetOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function fragmentOn(type: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: selectionSetOf(selections),
  };
}
