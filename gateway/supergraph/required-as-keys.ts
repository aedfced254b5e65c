import { getNamedType, isCompositeType, isInterfaceType, isObjectType, Kind, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  FieldDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { fieldSet, joins } from './joins.ts';

const MARK = /__computed_\d+$/;

/** The subgraph that a name of a plan means. */
export function realSubgraph(name: string): string {
  return name.replace(MARK, '');
}

/**
 * The same supergraph with every field that requires others moved to a subgraph of its own, whose key is the entity's key
 * and the required fields together. A plan of it asks the same of the same subgraphs, by {@link realSubgraph}; but the
 * planner finds one where it cannot put together a key and required fields that both come from a third subgraph.
 *
 * Only fields with leaf values whose required fields have neither arguments nor conditions are moved.
 *
 * @param schema of the supergraph, all types
 * @returns nothing when there is no such field
 */
export function requiredAsKeys(sdl: string, schema: GraphQLSchema): string | undefined {
  const moves = listMoves(schema);
  if (moves.length === 0) return undefined;
  const additions = new Additions();
  for (const move of moves) additions.addMove(move, schema);
  return additions.applyTo(sdl);
}

/** The fields of one type in one subgraph that require the same. */
interface Move {
  readonly type: string;
  readonly graph: string;
  /** The value of `join__Graph` for the new subgraph. */
  readonly virtual: string;
  readonly required: string;
  readonly keys: readonly { readonly text: string; readonly isInterfaceObject: boolean }[];
  readonly fields: ReadonlySet<string>;
}

function listMoves(schema: GraphQLSchema): Move[] {
  const moves: Move[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const groups = new Map<string, { graph: string; required: string; fields: Set<string> }>();
    for (const field of Object.values(type.getFields())) {
      for (const join of joins(field.astNode?.directives, 'join__field')) {
        const [graph, required] = [join.get('graph'), join.get('requires')];
        if (!graph || !required || !isPlain(required) || isCompositeType(getNamedType(field.type))) continue;
        const group = groups.get(`${graph} ${required}`) ?? { graph, required, fields: new Set<string>() };
        groups.set(`${graph} ${required}`, group);
        group.fields.add(field.name);
      }
    }
    for (const group of groups.values()) {
      const own = joins(type.astNode?.directives, 'join__type').filter((join) => join.get('graph') === group.graph);
      const keys = own.flatMap((join) => {
        const text = join.get('key');
        if (text === undefined || join.get('resolvable') === 'false') return [];
        return [{ text, isInterfaceObject: join.get('isInterfaceObject') === 'true' }];
      });
      const virtual = `${group.graph}__computed_${moves.length}`;
      if (keys.length > 0) moves.push({ type: type.name, virtual, keys, ...group });
    }
  }
  return moves;
}

/** What is added to the supergraph, by the coordinate of the definition it is added to. */
class Additions {
  readonly #types = new Map<string, ConstDirectiveNode[]>();
  readonly #fields = new Map<string, ConstDirectiveNode[]>();
  /** The new subgraphs of each old one. */
  readonly #virtuals = new Map<string, string[]>();
  readonly #moves: Move[] = [];

  addMove(move: Move, schema: GraphQLSchema): void {
    this.#moves.push(move);
    this.#virtuals.set(move.graph, [...(this.#virtuals.get(move.graph) ?? []), move.virtual]);
    for (const { text, isInterfaceObject } of move.keys) {
      const flag = isInterfaceObject ? ', isInterfaceObject: true' : '';
      const key = JSON.stringify(`${text} ${move.required}`);
      push(this.#types, move.type, `@join__type(graph: ${move.virtual}, key: ${key}${flag})`);
      const type = schema.getType(move.type);
      if (isCompositeType(type)) this.#addExternal(type, fieldSet(`${text} ${move.required}`), move);
    }
  }

  /** The new subgraph knows the fields of its key, and gives none of them. */
  #addExternal(type: GraphQLCompositeType, { selections }: SelectionSetNode, move: Move): void {
    if (!('getFields' in type)) return;
    for (const selection of selections) {
      const field = selection.kind === Kind.FIELD ? type.getFields()[selection.name.value] : undefined;
      if (selection.kind !== Kind.FIELD || !field) continue;
      const known = joins(field.astNode?.directives, 'join__field').some((join) => join.has('graph'));
      const coordinate = `${type.name}.${field.name}`;
      if (!known && !this.#fields.has(coordinate)) {
        const graphs = joins(type.astNode?.directives, 'join__type').map((join) => join.get('graph') ?? '');
        for (const graph of new Set(graphs)) push(this.#fields, coordinate, `@join__field(graph: ${graph})`);
      }
      push(this.#fields, coordinate, `@join__field(graph: ${move.virtual}, external: true)`);
      const inner = getNamedType(field.type);
      if (!selection.selectionSet || !isCompositeType(inner)) continue;
      push(this.#types, inner.name, `@join__type(graph: ${move.virtual})`);
      this.#addExternal(inner, selection.selectionSet, move);
    }
  }

  applyTo(sdl: string): string {
    const document = visit(parse(sdl, { noLocation: true }), {
      EnumTypeDefinition: (node) => {
        if (node.name.value !== 'join__Graph') return this.#copied(node);
        const values = (node.values ?? []).flatMap((value) => {
          const copies = (this.#virtuals.get(value.name.value) ?? []).map((virtual) => {
            return {
              ...value,
              name: { ...value.name, value: virtual },
              directives: value.directives?.map((one) => renamed(one, virtual)),
            };
          });
          return [value, ...copies];
        });
        return { ...node, values };
      },
      EnumValueDefinition: (node) => this.#copied(node),
      ScalarTypeDefinition: (node) => this.#copied(node),
      InputObjectTypeDefinition: (node) => this.#copied(node),
      InputValueDefinition: (node) => this.#copied(node),
      ObjectTypeDefinition: (node) => this.#extended(node),
      InterfaceTypeDefinition: (node) => this.#extended(node),
    });
    return print(document);
  }

  /** What all subgraphs share, leaf values and inputs, the new ones have from theirs. */
  #copied<Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: Node): Node {
    const directives = (node.directives ?? []).flatMap((directive) => {
      const virtuals = this.#virtuals.get(argumentOf(directive, 'graph') ?? '') ?? [];
      return [directive, ...virtuals.map((virtual) => withGraph(directive, virtual))];
    });
    return { ...node, directives };
  }

  #extended<
    Node extends {
      readonly name: { readonly value: string };
      readonly directives?: readonly ConstDirectiveNode[];
      readonly fields?: readonly FieldDefinitionNode[];
    },
  >(node: Node): Node {
    const name = node.name.value;
    const fields = node.fields?.map((field) => {
      const added = this.#fields.get(`${name}.${field.name.value}`) ?? [];
      const own = (field.directives ?? []).map((directive) => this.#moved(directive, name, field.name.value));
      return { ...field, directives: [...own, ...added] };
    });
    return { ...node, fields, directives: [...(node.directives ?? []), ...(this.#types.get(name) ?? [])] };
  }

  #moved(directive: ConstDirectiveNode, type: string, field: string): ConstDirectiveNode {
    const [graph, required] = [argumentOf(directive, 'graph'), argumentOf(directive, 'requires')];
    const move = this.#moves.find(
      (one) => one.type === type && one.graph === graph && one.required === required && one.fields.has(field),
    );
    if (!move) return directive;
    const rest = directive.arguments?.filter(({ name }) => name.value !== 'requires');
    return withGraph({ ...directive, arguments: rest }, move.virtual);
  }
}

function push(map: Map<string, ConstDirectiveNode[]>, name: string, text: string): void {
  const directive = directiveOf(text);
  const known = map.get(name) ?? [];
  if (!known.some((one) => print(one) === print(directive))) map.set(name, [...known, directive]);
}

function directiveOf(text: string): ConstDirectiveNode {
  const [scalar] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const directive = scalar?.kind === Kind.SCALAR_TYPE_DEFINITION ? scalar.directives?.[0] : undefined;
  if (!directive) throw new Error(`Not a directive: ${text}`);
  return directive;
}

function withGraph(directive: ConstDirectiveNode, graph: string): ConstDirectiveNode {
  const args = directive.arguments?.map((argument) => {
    return argument.name.value === 'graph'
      ? { ...argument, value: { kind: Kind.ENUM as const, value: graph } }
      : argument;
  });
  return { ...directive, arguments: args };
}

/** The name of a new subgraph: that of its old one, with the mark of the new value. */
function renamed(directive: ConstDirectiveNode, virtual: string): ConstDirectiveNode {
  const args = directive.arguments?.map((argument) => {
    if (argument.name.value !== 'name' || argument.value.kind !== Kind.STRING) return argument;
    return { ...argument, value: { ...argument.value, value: argument.value.value + (MARK.exec(virtual)?.[0] ?? '') } };
  });
  return { ...directive, arguments: args };
}

function isPlain(fields: string): boolean {
  const plain = ({ selections }: SelectionSetNode): boolean =>
    selections.every(
      (selection) =>
        selection.kind === Kind.FIELD &&
        (selection.arguments ?? []).length === 0 &&
        (!selection.selectionSet || plain(selection.selectionSet)),
    );
  return plain(fieldSet(fields));
}

function argumentOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}
