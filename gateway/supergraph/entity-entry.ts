import { getNamedType, isInterfaceType, isLeafType, isObjectType, Kind, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  ScalarTypeDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { fieldSet, joins } from './joins.ts';

/** The value of `join__Graph` for the subgraph of {@link withEntityEntry}. */
const GRAPH = 'TIERGRAPH__KNOWN';
const UNION = 'tiergraph__Entity';

/** The name that plans give the subgraph of {@link withEntityEntry}. */
export const ENTRY_SUBGRAPH = 'tiergraph.known';

/** The root field that gives entities. */
export const ENTRY_FIELD = 'tiergraph__entities';

/**
 * The same supergraph with one subgraph more, whose only root field gives entities of every type, with their keys and
 * nothing else. A plan that begins with it tells which keys must be known of an entity, and how to get on from there.
 *
 * @param schema of the supergraph, all types
 * @returns nothing when no object type has a key
 */
export function withEntityEntry(sdl: string, schema: GraphQLSchema): string | undefined {
  const entities = Object.values(schema.getTypeMap()).filter(isEntity);
  const query = schema.getQueryType();
  if (entities.length === 0 || !query) return undefined;
  const given = new GivenFields(query.name);
  for (const type of entities) for (const { selections } of keysOf(type)) given.add(type, selections);
  return print(visit(parse(sdl, { noLocation: true }), given.visitor(entities)));
}

/** Whether some subgraph can be asked for a type's objects by a key. */
export function isEntity(type: GraphQLNamedType | undefined): type is GraphQLObjectType {
  return isObjectType(type) && keysOf(type).length > 0;
}

function keysOf(type: GraphQLObjectType): SelectionSetNode[] {
  return joins(type.astNode?.directives, 'join__type').flatMap((join) => {
    const key = join.get('key');
    return key === undefined || join.get('resolvable') === 'false' ? [] : [fieldSet(key)];
  });
}

type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** What the new subgraph gives: types by name, fields by coordinate. */
class GivenFields {
  readonly #types: Set<string>;
  readonly #fields = new Set<string>();
  readonly #queryName: string;

  constructor(queryName: string) {
    this.#queryName = queryName;
    this.#types = new Set([queryName]);
  }

  add(type: GraphQLNamedType, selections: readonly SelectionNode[]): void {
    if (isLeafType(type)) this.#types.add(type.name);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    this.#types.add(type.name);
    for (const selection of selections) {
      const field = selection.kind === Kind.FIELD ? type.getFields()[selection.name.value] : undefined;
      if (selection.kind !== Kind.FIELD || !field) continue;
      this.#fields.add(`${type.name}.${field.name}`);
      this.add(getNamedType(field.type), selection.selectionSet?.selections ?? []);
    }
  }

  visitor(entities: readonly GraphQLObjectType[]) {
    return {
      Document: {
        leave: (node: { readonly definitions: readonly DefinitionNode[] }) => {
          return { ...node, definitions: [...node.definitions, unionOf(entities)] };
        },
      },
      EnumTypeDefinition: (node: EnumTypeDefinitionNode) => {
        return node.name.value === 'join__Graph' ? withGraph(node) : this.#known(node);
      },
      ScalarTypeDefinition: (node: ScalarTypeDefinitionNode) => this.#known(node),
      ObjectTypeDefinition: (node: ObjectTypeDefinitionNode) => this.#withFields(node),
      InterfaceTypeDefinition: (node: InterfaceTypeDefinitionNode) => this.#withFields(node),
    };
  }

  #known<Node extends EnumTypeDefinitionNode | ScalarTypeDefinitionNode | FieldsNode>(node: Node): Node {
    if (!this.#types.has(node.name.value)) return node;
    return { ...node, directives: [...(node.directives ?? []), joinDirective('type', GRAPH)] };
  }

  /** A field without a source is one of all the type's subgraphs: its sources are written out, or it were the new one's. */
  #withFields<Node extends FieldsNode>(node: Node): Node {
    const name = node.name.value;
    if (!this.#types.has(name)) return node;
    const graphs = new Set(joins(node.directives, 'join__type').map((one) => one.get('graph') ?? ''));
    const fields = (node.fields ?? []).map((field): FieldDefinitionNode => {
      const own = field.directives ?? [];
      const hasSources = own.some((directive) => directive.name.value === 'join__field');
      const sources = hasSources ? [] : [...graphs].map((graph) => joinDirective('field', graph));
      const isGiven = this.#fields.has(`${name}.${field.name.value}`);
      return { ...field, directives: [...own, ...sources, ...(isGiven ? [joinDirective('field', GRAPH)] : [])] };
    });
    const entry = name === this.#queryName ? [entryField()] : [];
    return { ...this.#known(node), fields: [...fields, ...entry] };
  }
}

function withGraph(node: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
  const added = definition(`enum E { ${GRAPH} @join__graph(name: "${ENTRY_SUBGRAPH}", url: "") }`);
  const values = added.kind === Kind.ENUM_TYPE_DEFINITION ? (added.values ?? []) : [];
  return { ...node, values: [...(node.values ?? []), ...values] };
}

function unionOf(entities: readonly GraphQLObjectType[]): DefinitionNode {
  const names = entities.map(({ name }) => name);
  const members = names.map((name) => `@join__unionMember(graph: ${GRAPH}, member: "${name}")`);
  return definition(`union ${UNION} @join__type(graph: ${GRAPH}) ${members.join(' ')} = ${names.join(' | ')}`);
}

function entryField(): FieldDefinitionNode {
  const type = definition(`type T { ${ENTRY_FIELD}: [${UNION}]! @join__field(graph: ${GRAPH}) }`);
  const [field] = type.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.fields ?? []) : [];
  if (!field) throw new Error('Not a field');
  return field;
}

function joinDirective(what: 'type' | 'field', graph: string): ConstDirectiveNode {
  const type = definition(`scalar S @join__${what}(graph: ${graph})`);
  const [directive] = type.kind === Kind.SCALAR_TYPE_DEFINITION ? (type.directives ?? []) : [];
  if (!directive) throw new Error('Not a directive');
  return directive;
}

function definition(text: string): DefinitionNode {
  const [node] = parse(text, { noLocation: true }).definitions;
  if (!node) throw new Error(`Not a definition: ${text}`);
  return node;
}
