import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type {
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLSchema,
  GraphQLUnionType,
  SelectionSetNode,
} from 'graphql';
import { parseFieldSet, joinDirectives } from './join-directives.ts';

/** A subgraph that answers a field of a type. */
export interface FieldSource {
  /** What objects of the type are asked by: see {@link subgraphOf}. */
  readonly graph: string;
  /** The name under which the subgraph knows the type: an interface's where it has an interface object. */
  readonly parentType: string;
  /** The named type of the field in the subgraph. */
  readonly type: string;
  /** The type of the field in the subgraph, with its lists and non-null types. */
  readonly fullType: string;
  /** True where the subgraph answers the field only below a field that provides it. */
  readonly isExternal: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
}

/** A key by which a subgraph can be asked for an entity. */
export interface EntityKey {
  /** What objects of the type are asked by: see {@link subgraphOf}. */
  readonly graph: string;
  /**
   * The name that representations carry: an interface's where the subgraph has an interface object, or a key on the
   * interface.
   */
  readonly typeName: string;
  readonly fields: SelectionSetNode;
}

type Join = Map<string, string>;

/**
 * The `join__Graph` value that a `graph` belongs to. A subgraph may know objects of one type by several interface
 * objects, and answers the fields of each only when it is asked for that one. So each of them is a `graph` of its own.
 */
export function subgraphOf(graph: string): string {
  return graph.split(' ', 1)[0] ?? graph;
}

function byInterface(graph: string, interfaceName: string): string {
  return `${graph} ${interfaceName}`;
}

/** Knows which subgraph answers which fields and keys, from the `join__` directives of the supergraph. */
export class SubgraphCapabilities {
  readonly #schema: GraphQLSchema;
  readonly #names = new Map<string, string>();
  // The answers found so far, by type, by type and subgraph, or by field.
  readonly #graphs = new Map<string, ReadonlySet<string>>();
  readonly #interfaceObjects = new Map<string, ReadonlySet<string>>();
  readonly #possible = new Map<string, ReadonlySet<string>>();
  readonly #sources = new Map<string, readonly ConditionalSource[]>();
  readonly #keys = new Map<string, readonly EntityKey[]>();

  /** @param schema the supergraph's, with its directives */
  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    const graphs = schema.getType('join__Graph');
    for (const { name, astNode } of isEnumType(graphs) ? graphs.getValues() : []) {
      const [join] = joinDirectives(astNode?.directives, 'join__graph');
      this.#names.set(name, join?.get('name') ?? name);
    }
  }

  /** The name of a subgraph. */
  nameOf(graph: string): string {
    return this.#names.get(subgraphOf(graph)) ?? graph;
  }

  /** The subgraphs that know a type. */
  graphsOf(type: string): ReadonlySet<string> {
    return memoized(this.#graphs, type, () => {
      return new Set(joinsOf(this.#schema.getType(type)).map((join) => join.get('graph') ?? ''));
    });
  }

  isInterfaceObject(type: string, graph: string): boolean {
    const graphs = memoized(this.#interfaceObjects, type, () => {
      const own = joinsOf(this.#schema.getType(type)).filter(isInterfaceObject);
      return new Set(own.map((join) => join.get('graph') ?? ''));
    });
    return graphs.has(subgraphOf(graph));
  }

  /**
   * The object types that a value may have where a subgraph declares a type; all of them where it does not know their
   * names.
   */
  possibleTypes(type: string, by: string): ReadonlySet<string> {
    const graph = subgraphOf(by);
    return memoized(this.#possible, `${type} ${graph}`, () => {
      const definition = this.#schema.getType(type);
      if (!isAbstractType(definition)) return new Set([type]);
      const all = this.#schema.getPossibleTypes(definition).map(({ name }) => name);
      if (!this.graphsOf(type).has(graph) || this.isInterfaceObject(type, graph)) return new Set(all);
      const memberships = isUnionType(definition) ? unionMemberships(definition) : this.#implementations(definition);
      // All members are possible in a supergraph that does not declare which subgraph knows which.
      if (memberships.length === 0) return new Set(all);
      return new Set(memberships.flatMap((one) => (one.graph === graph ? [one.member] : [])));
    });
  }

  /**
   * The sources of a field, including those of the type's interface objects.
   *
   * @param isActive whether a progressive override is in force
   */
  sources(type: string, field: string, isActive: IsActive): FieldSource[] {
    const all = memoized(this.#sources, `${type}.${field}`, () => {
      const definition = this.#schema.getType(type);
      const interfaces = isObjectType(definition) ? definition.getInterfaces() : [];
      const others = interfaces.flatMap((one) => this.#ownSources(one, field, true));
      return [...this.#ownSources(definition, field, false), ...others];
    });
    return all.flatMap(({ source, isFor }) => (isFor(isActive) ? [source] : []));
  }

  /** The keys by which subgraphs can be asked for entities of a type. */
  keys(type: string): readonly EntityKey[] {
    return memoized(this.#keys, type, () => {
      const definition = this.#schema.getType(type);
      const interfaces = isObjectType(definition) ? definition.getInterfaces() : [];
      const others = interfaces.flatMap((one) => {
        const keys = joinsOf(one).flatMap((join) => (isInterfaceObject(join) ? keyOf(join, one.name) : []));
        return keys.map((key) => ({ ...key, graph: byInterface(key.graph, one.name) }));
      });
      return [...joinsOf(definition).flatMap((join) => keyOf(join, type)), ...others];
    });
  }

  #implementations(definition: GraphQLInterfaceType): Membership[] {
    return this.#schema.getPossibleTypes(definition).flatMap(({ name, astNode }) => {
      const own = joinDirectives(astNode?.directives, 'join__implements').filter(
        (join) => join.get('interface') === definition.name,
      );
      return own.map((join) => ({ member: name, graph: join.get('graph') }));
    });
  }

  #ownSources(type: GraphQLNamedType | undefined, field: string, asInterfaceObject: boolean): ConditionalSource[] {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const definition = type.getFields()[field];
    if (!definition) return [];
    const { astNode } = definition;
    const known = joinsOf(type).filter((join) => !asInterfaceObject || isInterfaceObject(join));
    const graphs = new Set(known.map((join) => join.get('graph') ?? ''));
    const given = joinDirectives(astNode?.directives, 'join__field');
    const all = given.length > 0 ? given : this.#unsaidJoins(graphs, getNamedType(definition.type));
    return all.flatMap((join) => {
      const graph = join.get('graph') ?? '';
      if (!graphs.has(graph)) return [];
      // For fields of `Query`, composition writes the label only at the subgraph that the field moved to.
      const taking = all.find((one) => one.get('override') === this.nameOf(graph));
      const label = join.get('overrideLabel') ?? taking?.get('overrideLabel');
      // Another subgraph has taken the field over. This one uses it only in `@requires` or in a key.
      if (label === undefined && join.get('usedOverridden') === 'true') return [];
      const [requires, provides] = [join.get('requires'), join.get('provides')];
      const fullType = join.get('type') ?? String(definition.type);
      const source: FieldSource = {
        graph: asInterfaceObject ? byInterface(graph, type.name) : graph,
        parentType: type.name,
        type: fullType.replaceAll(/[[\]!]/g, ''),
        fullType,
        isExternal: join.get('external') === 'true',
        requires: requires === undefined ? undefined : parseFieldSet(requires),
        provides: provides === undefined ? undefined : parseFieldSet(provides),
      };
      const takesOver = join.has('override');
      return [{ source, isFor: (isActive: IsActive) => label === undefined || isActive(label) === takesOver }];
    });
  }

  /**
   * A field without `join__field` belongs to all subgraphs of its type. A subgraph that does not know the field's type
   * has a more specific one, which composition does not write for fields of `Query`; the other subgraphs have to be
   * asked.
   */
  #unsaidJoins(graphs: ReadonlySet<string>, type: GraphQLNamedType): Join[] {
    const knowing = isCompositeType(type) ? this.graphsOf(type.name) : graphs;
    return [...graphs].filter((graph) => knowing.has(graph)).map((graph) => new Map([['graph', graph]]));
  }
}

type IsActive = (label: string) => boolean;

/** A source that exists only while a progressive override is in force, or only while it is not. */
interface ConditionalSource {
  readonly source: FieldSource;
  readonly isFor: (isActive: IsActive) => boolean;
}

/** An object type that a subgraph counts among the members of an abstract one. */
interface Membership {
  readonly member: string;
  readonly graph: string | undefined;
}

function unionMemberships({ astNode }: GraphQLUnionType): Membership[] {
  return joinDirectives(astNode?.directives, 'join__unionMember').map((join) => {
    return { member: join.get('member') ?? '', graph: join.get('graph') };
  });
}

function memoized<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}

function joinsOf(type: GraphQLNamedType | undefined): Join[] {
  return joinDirectives(type?.astNode?.directives, 'join__type');
}

function isInterfaceObject(join: Join): boolean {
  return join.get('isInterfaceObject') === 'true';
}

function keyOf(join: Join, as: string): EntityKey[] {
  const [graph, key] = [join.get('graph'), join.get('key')];
  if (graph === undefined || key === undefined || join.get('resolvable') === 'false') return [];
  return [{ graph, typeName: as, fields: parseFieldSet(key) }];
}
