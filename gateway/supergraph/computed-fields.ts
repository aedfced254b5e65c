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

/** The fields that one subgraph computes for one type from fields that it requires. */
export interface ComputedType {
  readonly type: string;
  /** The value of `join__Graph`. */
  readonly graph: string;
  /** The keys that the subgraph can be asked by. */
  readonly keys: readonly string[];
  readonly isInterfaceObject: boolean;
  readonly fields: ReadonlyMap<string, ComputedField>;
  /** The root field that leads straight to them in a {@link SupergraphWithComputedRoots}. */
  readonly rootField: string;
}

/** A supergraph in which every computed type can be asked for at the root, its required fields taken as known. */
export interface SupergraphWithComputedRoots {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly computed: readonly ComputedType[];
}

const ROOT_FIELD = /^_computed_\d+$/;

/** Tells whether a field is one that {@link withComputedRoots} added. */
export function isComputedRoot(name: string): boolean {
  return ROOT_FIELD.test(name);
}

/**
 * Adds a root field for every type and subgraph that computes fields of it. What it leads to has these fields alone, and
 * they require nothing there.
 *
 * @param schema of the supergraph, all types
 * @returns nothing when no field requires others
 */
export function withComputedRoots(sdl: string, schema: GraphQLSchema): SupergraphWithComputedRoots | undefined {
  const computed = listComputedTypes(schema);
  const root = schema.getQueryType()?.name;
  if (computed.length === 0 || root === undefined) return undefined;
  const document = parse(sdl, { noLocation: true });
  const added = addRoots(document, root, computed);
  const types = computed.map((one) => computedTypeNode(one, schema.getType(one.type)));
  const whole: DocumentNode = { ...added, definitions: [...added.definitions, ...types] };
  const extended = buildASTSchema(whole, { assumeValid: true, assumeValidSDL: true });
  return { sdl: print(whole), schema: extended, computed };
}

function listComputedTypes(schema: GraphQLSchema): ComputedType[] {
  const computed: ComputedType[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    for (const [graph, fields] of computedFields(type)) {
      const own = joins(type.astNode?.directives, 'join__type').filter((join) => join.get('graph') === graph);
      const keys = own.flatMap((join) => (join.get('resolvable') === 'false' ? [] : (join.get('key') ?? [])));
      if (keys.length === 0) continue;
      const isInterfaceObject = own.some((join) => join.get('isInterfaceObject') === 'true');
      const rootField = `_computed_${computed.length}`;
      computed.push({ type: type.name, graph, keys, isInterfaceObject, fields, rootField });
    }
  }
  return computed;
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

function addRoots(document: DocumentNode, root: string, computed: readonly ComputedType[]): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(node) {
      if (node.name.value !== root) return undefined;
      const known = new Set(joins(node.directives, 'join__type').map((join) => join.get('graph')));
      const missing = new Set(computed.map(({ graph }) => graph).filter((graph) => !known.has(graph)));
      const directives = [...missing].map((graph) => directive('join__type', graph));
      const fields = computed.map(({ rootField, graph }) => fieldNode(rootField, typeName(rootField), graph));
      return {
        ...node,
        directives: [...(node.directives ?? []), ...directives],
        fields: [...(node.fields ?? []), ...fields],
      };
    },
  });
}

function computedTypeNode({ rootField, graph, fields }: ComputedType, type: GraphQLNamedType | undefined) {
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
