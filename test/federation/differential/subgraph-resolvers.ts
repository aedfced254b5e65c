import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { TestSubgraph } from '../harness.ts';
import type { FederationFacts, SubgraphField, SubgraphType } from './federation-facts.ts';
import { canonical } from './world.ts';
import type { World, WorldObject } from './world.ts';

type Given = Readonly<Record<string, unknown>>;
type Args = Readonly<Record<string, unknown>>;

/**
 * A subgraph over the world that is as strict as a real one: an external field is known only from a representation or
 * where it is provided, a computed field only from what was sent for it, and a field that was taken over not at all.
 */
export function serveFromWorld(name: string, typeDefs: string, facts: FederationFacts, world: World): TestSubgraph {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const abstract of facts.members.get(name)?.keys() ?? []) {
    resolvers[abstract] = { __resolveType: ({ type }: WorldObject) => type };
  }
  for (const type of facts.subgraphs.get(name)?.values() ?? []) {
    const map = (resolvers[type.name] ??= {});
    if (type.keys.length > 0) {
      map['__resolveReference'] = (representation: Given) => findEntity(type, representation, facts, world);
    }
    if (type.kind === 'interface') continue;
    for (const field of type.fields.values()) map[field.name] = resolverOf(type, field, facts, world);
  }
  return { typeDefs, resolvers };
}

function resolverOf(type: SubgraphType, field: SubgraphField, facts: FederationFacts, world: World) {
  const coordinate = `${type.name}.${field.name}`;
  if (type.name === 'Mutation') {
    return (_root: unknown, args: Args) => {
      world.log.push(`${field.name}${canonical(args)}`);
      return world.valueOf({ type: 'Mutation', id: '' }, field.name, args);
    };
  }
  return (parent: WorldObject | undefined, args: Args) => {
    const object = parent ?? { type: type.name, id: '' };
    if (field.overridden && facts.roleOf(object.type, field.name) !== 'key')
      throw new Error(`${coordinate} was taken over`);
    if (field.external && facts.roleOf(object.type, field.name) !== 'key') {
      if (object.given && field.name in object.given) return object.given[field.name];
      if (!find(object.provided, field.name)) throw new Error(`${coordinate} is not known here`);
    }
    const { requires } = field;
    const value = requires
      ? world.computed(object, field.name, args, () => pick(object.given ?? {}, requires, facts))
      : world.valueOf(object, field.name, args);
    const provided = field.provides ?? find(object.provided, field.name);
    return provided ? provide(value, provided) : value;
  };
}

/** The selections below a field; an empty set for a leaf, nothing when the field is not selected. */
function find(set: SelectionSetNode | undefined, name: string): SelectionSetNode | undefined {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD && selection.name.value === name) {
      return selection.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? find(selection.selectionSet, name) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

function provide(value: unknown, provided: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => provide(item, provided));
  if (typeof value !== 'object' || value === null || !('type' in value)) return value;
  return { ...value, provided };
}

function findEntity(type: SubgraphType, representation: Given, facts: FederationFacts, world: World) {
  const keys = type.keys.filter((key) => isComplete(representation, key));
  for (const entity of world.entitiesOf(type.name)) {
    for (const key of keys) {
      if (canonical(world.project(entity, key)) !== canonical(pick(representation, key, facts))) continue;
      return world.isMissing(entity) ? null : { ...entity, given: representation };
    }
  }
  throw new Error(`No ${type.name} has the key ${canonical(representation)}`);
}

function isComplete(representation: Given, key: SelectionSetNode): boolean {
  return key.selections.every(
    (selection) => selection.kind === Kind.FIELD && representation[selection.name.value] !== undefined,
  );
}

/** What a selection set finds in plain data; what is missing is undefined. */
function pick(given: Given, { selections }: SelectionSetNode, facts: FederationFacts): Given {
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const type = given['__typename'];
      const holds = !condition || typeof type !== 'string' || facts.memberNames(condition).includes(type);
      if (holds) Object.assign(result, pick(given, selection.selectionSet, facts));
    } else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
      const { selectionSet } = selection;
      const inner = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(inner);
        return selectionSet && value ? pick(value as Given, selectionSet, facts) : value;
      };
      result[selection.name.value] = inner(given[selection.name.value]);
    }
  }
  return result;
}
