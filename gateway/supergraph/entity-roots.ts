import { buildASTSchema, isInterfaceType, isObjectType, Kind, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  ObjectTypeDefinitionNode,
} from 'graphql';
import { joins } from './joins.ts';

export interface ComputedField {
  readonly required: string;
  /** The label of a progressive override that has to be active; nothing means always. */
  readonly label: string | undefined;
}

/** A way into one subgraph's view of an entity, as if its representation were known. */
export interface EntityRoot {
  readonly type: string;
  /** The value of `join__Graph`. */
  readonly graph: string;
  /** The keys that the subgraph can be asked by. */
  readonly keys: readonly string[];
  /** True where the subgraph is asked by the interface's name, whichever member an entity is. */
  readonly asInterface: boolean;
  /** The root field of a {@link SupergraphWithRoots} that leads there. */
  readonly rootField: string;
}

/** The fields that one subgraph computes for one type from fields that it requires; behind the root they require none. */
export interface ComputedRoot extends EntityRoot {
  readonly fields: ReadonlyMap<string, ComputedField>;
}

/** A supergraph in which entities can be asked for at the root. */
export interface SupergraphWithRoots {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly computed: readonly ComputedRoot[];
  /** The subgraphs that know the members of an interface which others have as an interface object. */
  readonly owners: readonly EntityRoot[];
}

const ROOT_FIELD = /^_(?:computed|owner)_\d+$/;

/** Tells whether a field is one that {@link withEntityRoots} added. */
export function isEntityRoot(name: string): boolean {
  return ROOT_FIELD.test(name);
}

/**
 * Adds a root field for every type and subgraph that computes fields of it, and for every owner of an interface that is
 * an interface object elsewhere.
 *
 * @param schema of the supergraph, all types
 * @returns nothing when there are no such types
 */
export function withEntityRoots(sdl: string, schema: GraphQLSchema): SupergraphWithRoots | undefined {
  const computed = listComputed(schema);
  const owners = listOwners(schema);
  const root = schema.getQueryType()?.name;
  if (computed.length + owners.length === 0 || root === undefined) return undefined;
  const fields = [
    ...computed.map(({ rootField, graph }) => fieldNode(rootField, typeName(rootField), graph)),
    ...owners.map(({ rootField, graph, type }) => fieldNode(rootField, type, graph)),
  ];
  const graphs = new Set([...computed, ...owners].map(({ graph }) => graph));
  const document = addRoots(parse(sdl, { noLocation: true }), root, { fields, graphs });
  const types = computed.map((one) => computedTypeNode(one, schema.getType(one.type)));
  const whole: DocumentNode = { ...document, definitions: [...document.definitions, ...types] };
  const extended = buildASTSchema(whole, { assumeValid: true, assumeValidSDL: true });
  return { sdl: print(whole), schema: extended, computed, owners };
}

/** Tells whether some field requires another one with arguments. */
export function requiresArguments(schema: GraphQLSchema): boolean {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) => [...computedFields(type).values()]);
  return fields.some((graph) => [...graph.values()].some(({ required }) => required.includes('(')));
}

function listComputed(schema: GraphQLSchema): ComputedRoot[] {
  const computed: ComputedRoot[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    for (const [graph, fields] of computedFields(type)) {
      const own = joins(type.astNode?.directives, 'join__type').filter((join) => join.get('graph') === graph);
      const keys = resolvableKeys(own);
      if (keys.length === 0) continue;
      const asInterface = own.some(isInterfaceObject);
      computed.push({ type: type.name, graph, keys, asInterface, fields, rootField: `_computed_${computed.length}` });
    }
  }
  return computed;
}

function listOwners(schema: GraphQLSchema): EntityRoot[] {
  const owners: EntityRoot[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    const types = isInterfaceType(type) ? joins(type.astNode?.directives, 'join__type') : [];
    if (!types.some(isInterfaceObject)) continue;
    const graphs = new Set(types.filter((join) => !isInterfaceObject(join)).map((join) => join.get('graph') ?? ''));
    for (const graph of graphs) {
      const keys = resolvableKeys(types.filter((join) => join.get('graph') === graph));
      if (keys.length === 0) continue;
      owners.push({ type: type.name, graph, keys, asInterface: true, rootField: `_owner_${owners.length}` });
    }
  }
  return owners;
}

function resolvableKeys(types: readonly Map<string, string>[]): string[] {
  return types.flatMap((join) => (join.get('resolvable') === 'false' ? [] : (join.get('key') ?? [])));
}

function isInterfaceObject(join: Map<string, string>): boolean {
  return join.get('isInterfaceObject') === 'true';
}

/** The computed fields of a type, by subgraph. */
function computedFields(type: GraphQLNamedType): Map<string, Map<string, ComputedField>> {
  const graphs = new Map<string, Map<string, ComputedField>>();
  if (!isObjectType(type) && !isInterfaceType(type)) return graphs;
  for (const { name, astNode } of Object.values(type.getFields())) {
    for (const join of joins(astNode?.directives, 'join__field')) {
      const [graph, required] = [join.get('graph'), join.get('requires')];
      if (!graph || !required || join.get('usedOverridden') === 'true') continue;
      const fields = graphs.get(graph) ?? new Map<string, ComputedField>();
      graphs.set(graph, fields.set(name, { required, label: join.get('overrideLabel') }));
    }
  }
  return graphs;
}

function addRoots(
  document: DocumentNode,
  root: string,
  added: { readonly fields: readonly FieldDefinitionNode[]; readonly graphs: ReadonlySet<string> },
): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(node) {
      if (node.name.value !== root) return undefined;
      const known = new Set(joins(node.directives, 'join__type').map((join) => join.get('graph')));
      const missing = [...added.graphs].filter((graph) => !known.has(graph));
      const directives = [...(node.directives ?? []), ...missing.map((graph) => directive('join__type', graph))];
      return { ...node, directives, fields: [...(node.fields ?? []), ...added.fields] };
    },
  });
}

function computedTypeNode({ rootField, graph, fields }: ComputedRoot, type: GraphQLNamedType | undefined) {
  const known = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const node: ObjectTypeDefinitionNode = {
    kind: Kind.OBJECT_TYPE_DEFINITION,
    name: { kind: Kind.NAME, value: typeName(rootField) },
    directives: [directive('join__type', graph)],
    fields: known.flatMap(({ name, astNode }) => (astNode && fields.has(name) ? [independent(astNode, graph)] : [])),
  };
  return node;
}

/** A computed field that requires nothing, of its one subgraph. */
function independent(field: FieldDefinitionNode, graph: string): FieldDefinitionNode {
  const kept = new Set(['graph', 'type', 'provides']);
  const directives = (field.directives ?? []).flatMap((one) => {
    const [join] = joins([one], 'join__field');
    if (join?.get('graph') !== graph) return [];
    return [{ ...one, arguments: one.arguments?.filter(({ name }) => kept.has(name.value)) }];
  });
  return { ...field, directives };
}

function typeName(rootField: string): string {
  return `_C${rootField.slice(2)}`;
}

function fieldNode(name: string, type: string, graph: string): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: name },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    directives: [directive('join__field', graph)],
  };
}

function directive(name: string, graph: string): ConstDirectiveNode {
  const value = { kind: Kind.ENUM, value: graph } as const;
  const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value } as const;
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name }, arguments: [argument] };
}
