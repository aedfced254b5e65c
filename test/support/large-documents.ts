import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isRequiredArgument,
} from 'graphql';
import type { GraphQLArgument, GraphQLCompositeType, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';

interface Size {
  /** The approximate number of characters of a document. */
  readonly characters: number;
  readonly depth?: number;
}

const MAX_ALIASES = 90;
const SCALARS: Readonly<Record<string, string>> = { Int: '1', Float: '1.5', Boolean: 'true', ID: '"x"', String: '"x"' };

/** Writes valid queries with random selections: the same query for the same number, different ones for different numbers. */
export class LargeDocuments {
  readonly #schema: GraphQLSchema;
  readonly #size: Required<Size>;
  #state = 1;
  #aliases = 0;

  constructor(schema: GraphQLSchema, size: Size) {
    this.#schema = schema;
    this.#size = { depth: 8, ...size };
  }

  query(number: number): string {
    this.#state = number + 1;
    this.#aliases = 0;
    const type = this.#schema.getQueryType();
    if (!type) throw new Error('The schema has no query');
    return `query Large${number} { ${this.#selections(type, this.#size.characters, this.#size.depth)}}`;
  }

  /** Returns a number from 0 up to, but not including, 1. */
  #random(): number {
    this.#state = (this.#state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return this.#state / 2_147_483_648;
  }

  #oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  #selections(type: GraphQLCompositeType, room: number, depth: number): string {
    if (!isAbstractType(type)) return this.#fields(type, room, depth);
    const members = this.#schema.getPossibleTypes(type);
    const count = Math.min(members.length, 1 + Math.floor(room / 300));
    let text = '__typename ';
    for (let index = 0; index < count; index += 1) {
      const member = this.#oneOf(members);
      if (member) text += `... on ${member.name} { ${this.#fields(member, room / count - 20, depth - 1)}} `;
    }
    return text;
  }

  #fields(type: GraphQLObjectType, room: number, depth: number): string {
    const fields = Object.values(type.getFields());
    const seen = new Set<string>();
    let text = '__typename ';
    for (let tries = 0; text.length < room && tries < 60; tries += 1) {
      const field = this.#oneOf(fields);
      if (field) text += this.#field(field, seen, { room: room - text.length, depth });
    }
    return text;
  }

  #field(field: GraphQLField<unknown, unknown>, seen: Set<string>, { room, depth }: { room: number; depth: number }) {
    const type = getNamedType(field.type);
    const written = argumentsOf(field);
    if (written === undefined || (!isLeafType(type) && depth <= 0)) return '';
    const isAgain = seen.has(field.name);
    if (isAgain && (isLeafType(type) || this.#aliases >= MAX_ALIASES)) return '';
    seen.add(field.name);
    const alias = isAgain ? `a${(this.#aliases += 1)}: ` : '';
    if (isLeafType(type)) return `${alias}${field.name}${written} `;
    const inner = this.#selections(type, Math.max(60, room / (2 + this.#random() * 3)), depth - 1);
    return `${alias}${field.name}${written} { ${inner}} `;
  }
}

/** Returns nothing for a field that requires an object. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>): string | undefined {
  const required = args.filter((argument) => isRequiredArgument(argument));
  const written = required.map((argument) => valueFor(argument));
  if (written.includes(undefined)) return undefined;
  return written.length === 0 ? '' : `(${required.map(({ name }, index) => `${name}: ${written[index]}`).join(', ')})`;
}

function valueFor({ type }: GraphQLArgument): string | undefined {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return undefined;
  const value = isEnumType(named) ? named.getValues()[0]?.name : SCALARS[named.name];
  return value !== undefined && isListType(getNullableType(type)) ? `[${value}]` : value;
}
