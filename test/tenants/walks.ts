import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** The objects on one way from the root, at most. A list of objects counts as one, with its connection and its edges. */
export const DEPTH = 5;

/** The selections and tokens of one operation, well below what the gateway allows. */
const MOST_SELECTIONS = 1_200;

/** How many items of a list are read at the root, and of each list on the way from there. */
const FIRST = 2;
const NESTED_FIRST = 1;
/** The first events of an order are about no line, and wait for nobody. */
const MORE_OF: Readonly<Record<string, number>> = { timeline: 4 };

/** A selection set below a root field, as text. */
export type Walk = string;

export interface WalkStart {
  /** The root field by which the object is reached. */
  readonly root: string;
  /** The pairs of fields that earlier walks have gone through; those of this one are added. */
  readonly known: Set<string>;
  readonly depth?: number;
}

/**
 * The ways through the graph from an object of a type, as selection sets that one operation each can hold.
 *
 * A way is a sequence of fields that lead to objects, up to `DEPTH` of them. What a field answers depends on its object, and
 * which object that is depends on the field before. So each pair of successive fields is gone through once, at the first
 * place that a way reaches, and then on from there; a repeated pair is selected without what lies behind it. Every leaf of
 * every object on the way is selected, and of interfaces every type by a fragment.
 */
export function walksFrom(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  { root: cameBy, known, depth: most = DEPTH }: WalkStart,
): readonly Walk[] {
  const root = new WalkNode(type, cameBy);
  let level: readonly WalkNode[] = [root];
  for (let depth = 1; depth < most; depth += 1) {
    level = level.flatMap((node) => node.open(schema, known));
  }
  return root.split(schema);
}

/** An object on a way: the fields that lead on from it, which have been opened. */
class WalkNode {
  readonly #type: GraphQLCompositeType;
  readonly #cameBy: string;
  /** By the type that has the field: one type for objects, several for interfaces. */
  readonly #opened = new Map<string, { readonly field: Field; readonly node: WalkNode }[]>();

  constructor(type: GraphQLCompositeType, cameBy: string) {
    this.#type = type;
    this.#cameBy = cameBy;
  }

  /** Opens the fields that no way has gone through after the same field, and returns where they lead. */
  open(schema: GraphQLSchema, known: Set<string>): readonly WalkNode[] {
    const next: WalkNode[] = [];
    for (const part of partsOf(schema, this.#type)) {
      for (const field of leadingFields(part)) {
        const pair = `${this.#cameBy}>${part.type.name}.${field.name}`;
        if (known.has(pair)) continue;
        known.add(pair);
        const node = new WalkNode(targetOf(field), `${part.type.name}.${field.name}`);
        this.#opened.set(part.type.name, [...(this.#opened.get(part.type.name) ?? []), { field, node }]);
        next.push(node);
      }
    }
    return next;
  }

  /** The selection sets of this object, each with as many of the opened fields as an operation can hold. */
  split(schema: GraphQLSchema): readonly Walk[] {
    const leaves = this.#leaves(schema);
    const walks: string[] = [];
    let parts: string[] = [];
    let size = 0;
    const close = (): void => {
      if (parts.length > 0) walks.push(`{ ${leaves} ${parts.join(' ')} }`);
      parts = [];
      size = 0;
    };
    for (const [typeName, opened] of this.#opened) {
      for (const { field, node } of opened) {
        for (const walk of node.split(schema)) {
          const text = `... on ${typeName} { ${written(field, walk)} }`;
          const length = selectionsIn(text);
          if (size + length > MOST_SELECTIONS) close();
          parts.push(text);
          size += length;
        }
      }
    }
    close();
    return walks.length === 0 ? [`{ ${leaves} }`] : walks;
  }

  #leaves(schema: GraphQLSchema): string {
    const parts = partsOf(schema, this.#type).map(({ type, fields }) => {
      const leaves = fields.filter((field) => isValue(field)).map(wholeValue);
      return leaves.length === 0 ? '' : `... on ${type.name} { ${leaves.join(' ')} }`;
    });
    return ['__typename', ...parts].join(' ');
  }
}

interface Part {
  readonly type: GraphQLObjectType | GraphQLInterfaceType;
  readonly fields: readonly Field[];
}

/** An object type as it is; an interface with its own fields, and each of its types with those that it has besides. */
function partsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly Part[] {
  if (isObjectType(type)) return [{ type, fields: Object.values(type.getFields()) }];
  if (!isInterfaceType(type)) throw new Error(`${type.name} has no fields: walk through its types`);
  const own = type.getFields();
  // Any object at all: `node` goes through each of these types.
  if (type.name === 'Node') return [{ type, fields: Object.values(own) }];
  const below = schema.getPossibleTypes(type).map((possible) => ({
    type: possible,
    fields: Object.values(possible.getFields()).filter(({ name }) => own[name] === undefined),
  }));
  return [{ type, fields: Object.values(own) }, ...below];
}

function leadingFields({ fields }: Part): readonly Field[] {
  return fields.filter((field) => !isValue(field) && !field.args.some(isRequiredArgument));
}

/** Whether a field leads to no object with an id: a leaf, an amount, an address. Values are read whole wherever they are. */
function isValue(field: Field, within: readonly string[] = []): boolean {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return true;
  if (!isObjectType(type) || type.getFields()['id'] !== undefined || within.includes(type.name)) return false;
  return Object.values(type.getFields()).every((inner) => isValue(inner, [...within, type.name]));
}

function wholeValue(field: Field): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return field.name;
  const inner = Object.values(type.getFields()).map(wholeValue);
  return `${field.name} { __typename ${inner.join(' ')} }`;
}

/** The nodes of a connection, or what the field returns. */
function targetOf(field: Field): GraphQLCompositeType {
  const type = getNamedType(field.type);
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return getNamedType(nodes?.type ?? field.type) as GraphQLCompositeType;
}

/** A field with a selection of what it leads to; of a connection, its page and its cursors as well. */
export function written(field: Field, walk: Walk, given?: string): string {
  const type = getNamedType(field.type);
  const isConnection = isObjectType(type) && type.getFields()['nodes'] !== undefined;
  const hasFirst = field.args.some(({ name }) => name === 'first');
  const args = [
    given ?? '',
    hasFirst ? `first: ${given === undefined ? (MORE_OF[field.name] ?? NESTED_FIRST) : FIRST}` : '',
  ]
    .filter((arg) => arg !== '')
    .join(', ');
  const call = args === '' ? field.name : `${field.name}(${args})`;
  if (!isConnection) return `${call} ${walk}`;
  const values = Object.values(type.getFields()).filter(({ name }) => name !== 'nodes' && name !== 'edges');
  const page = values.map(wholeValue).join(' ');
  return `${call} { __typename ${page} nodes { __typename } edges { __typename cursor node ${walk} } }`;
}

function selectionsIn(text: string): number {
  return text.match(/\w+/g)?.length ?? 0;
}
