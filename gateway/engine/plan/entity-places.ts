import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  Kind,
} from 'graphql';
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
import { isEntityRoot } from '../../supergraph/entity-roots.ts';
import type { ComputedRoot, EntityRoot, SupergraphWithRoots } from '../../supergraph/entity-roots.ts';
import { fieldSet } from '../../supergraph/joins.ts';
import type { PathStep, PlanPath, RequiredSelection } from './plan-nodes.ts';
import type { PlannedKeys } from './planned-keys.ts';
import { RequiredFields } from './required-fields.ts';

/** A place of an operation whose entities one subgraph is asked for in a step of its own. */
export interface EntityPlace {
  readonly path: PlanPath;
  readonly root: EntityRoot;
  /** What is selected of the entities. */
  readonly selections: readonly SelectionNode[];
  /** What the subgraph is sent: a key and required fields. */
  readonly representation: readonly RequiredSelection[];
  /** True where some of that are fields with arguments. */
  readonly hasArguments: boolean;
}

/** What an operation is split by. */
export interface Splitting {
  readonly supergraph: SupergraphWithRoots;
  readonly keys: PlannedKeys;
  /** Tells whether a progressive override is in force. */
  readonly isActive: (label: string) => boolean;
}

/** How far an operation is split. */
export interface SplitChoice {
  /** True to ask the owner of an interface for all of its objects, where others have it as an interface object. */
  readonly viaOwners: boolean;
  /** Which of the keys of a type to use, where it has as many. */
  readonly key: number;
}

/** An operation's selections with keys and required fields in place of what is asked for in steps of their own. */
export interface SplitSelections {
  readonly selections: readonly SelectionNode[];
  readonly places: readonly EntityPlace[];
}

/**
 * Takes every computed field out of the root selections of an operation, and by choice all that is selected of an
 * interface with conditions on its members. What is below what was taken out stays in it.
 *
 * @param selections with fragments inlined
 * @param root the type they are applied to
 */
export function splitSelections(
  selections: readonly SelectionNode[],
  root: GraphQLCompositeType,
  splitting: Splitting & SplitChoice,
): SplitSelections {
  const splitter = new Splitter(splitting);
  const kept = splitter.split(selections, root, []);
  return { selections: kept, places: splitter.places };
}

class Splitter {
  readonly places: EntityPlace[] = [];
  readonly #splitting: Splitting & SplitChoice;
  readonly #schema: GraphQLSchema;

  constructor(splitting: Splitting & SplitChoice) {
    this.#splitting = splitting;
    this.#schema = splitting.supergraph.schema;
  }

  split(selections: readonly SelectionNode[], parent: GraphQLCompositeType, path: PlanPath): SelectionNode[] {
    const level: Level = { parent, path, groups: [] };
    const kept = selections.flatMap((selection) => this.#splitSelection(selection, level));
    for (const { root, fields, required } of level.groups) {
      const { representation, hasArguments } = required;
      kept.push(...required.selections);
      this.places.push({ path, root, selections: fields, representation, hasArguments });
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
    const owner = isAbstractType(parent) && condition !== parent ? this.#ownerOf(condition) : undefined;
    if (owner && owner.type !== parent.name) {
      const steps: PlanPath = [...path, { kind: 'types', names: [owner.type] }];
      return [fragmentOn(owner.type, this.#moveToOwner([fragment], owner, steps))];
    }
    const step: PathStep[] = condition === parent ? [] : [{ kind: 'types', names: [condition.name] }];
    const selections = this.split(fragment.selectionSet.selections, condition, [...path, ...step]);
    return selections.length === 0 ? [] : [fragmentOn(condition.name, selections)];
  }

  #splitWithin(field: FieldNode, { parent, path }: Level): FieldNode {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !definition || !isCompositeType(type)) return field;
    const steps = [{ kind: 'field', name: this.#splitting.keys.of(field) } as const, ...itemSteps(definition.type)];
    const { selections } = field.selectionSet;
    // Behind an owner's own root there is nothing to move.
    const candidate = isInterfaceType(type) && !isEntityRoot(field.name.value) ? this.#ownerOf(type) : undefined;
    const owner = candidate && this.#isMoreThanKey(selections, candidate) ? candidate : undefined;
    const kept = owner
      ? this.#moveToOwner(selections, owner, [...path, ...steps])
      : this.split(selections, type, [...path, ...steps]);
    return { ...field, selectionSet: selectionSetOf(kept) };
  }

  /** @returns what to select in place of the selections */
  #moveToOwner(selections: readonly SelectionNode[], root: EntityRoot, path: PlanPath): readonly SelectionNode[] {
    const required = this.#requiredOf(root);
    this.places.push({ path, root, selections, representation: required.representation, hasArguments: false });
    return required.selections;
  }

  /** One entity fetch can compute several fields, but for those that require one field with different arguments. */
  #addField(field: FieldNode, root: ComputedRoot, { groups }: Level): void {
    const required = fieldSet(root.fields.get(field.name.value)?.required ?? '');
    const known = groups.find((group) => group.root === root && group.required.add(required));
    if (known) {
      known.fields.push(field);
      return;
    }
    const fields = this.#requiredOf(root);
    fields.add(required);
    groups.push({ root, fields: [field], required: fields });
  }

  #requiredOf(root: EntityRoot): RequiredFields {
    const required = new RequiredFields(this.#schema, this.#splitting.keys, root.type);
    required.add(this.#keyOf(root));
    return required;
  }

  /** The key that a subgraph is asked by, with the type's name. */
  #keyOf({ keys }: EntityRoot): SelectionSetNode {
    return fieldSet(`__typename ${keys[Math.min(this.#splitting.key, keys.length - 1)] ?? ''}`);
  }

  /** What is but the key was put there in place of what was moved. */
  #isMoreThanKey(selections: readonly SelectionNode[], root: EntityRoot): boolean {
    const names = new Set(this.#keyOf(root).selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : '')));
    return selections.some((one) => one.kind !== Kind.FIELD || !names.has(one.name.value));
  }

  /** Where a type's own subgraph does not compute a field, one that has an interface of it as an object may do. */
  #computedBy(type: GraphQLNamedType, field: string): ComputedRoot | undefined {
    const { supergraph, isActive } = this.#splitting;
    const candidates = supergraph.computed.filter(({ fields }) => {
      const label = fields.get(field)?.label;
      return fields.has(field) && (label === undefined || isActive(label));
    });
    const own = candidates.find((one) => one.type === type.name);
    if (own || !('getInterfaces' in type)) return own;
    const interfaces = new Set(type.getInterfaces().map(({ name }) => name));
    return candidates.find((one) => one.asInterface && interfaces.has(one.type));
  }

  /** All members of an interface, where one of them computes a field. */
  #computingMembers(type: GraphQLNamedType, field: string): readonly GraphQLNamedType[] {
    if (!isInterfaceType(type)) return [];
    const members = this.#schema.getPossibleTypes(type);
    return members.some((member) => this.#computedBy(member, field)) ? members : [];
  }

  /** The owner of an interface, or of an interface of a type. */
  #ownerOf(type: GraphQLNamedType): EntityRoot | undefined {
    if (!this.#splitting.viaOwners || !('getInterfaces' in type)) return undefined;
    const names = new Set([type, ...type.getInterfaces()].map(({ name }) => name));
    return this.#splitting.supergraph.owners.find((owner) => names.has(owner.type));
  }
}

interface Level {
  readonly parent: GraphQLCompositeType;
  readonly path: PlanPath;
  readonly groups: {
    readonly root: ComputedRoot;
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
