import { Kind, parseConstValue, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, StringValueNode, TypeNode } from 'graphql';
import { Directive } from 'type-graphql';

/** The greatest length of a text or a list that a client sends. */
export interface InputLength {
  /** Characters, that is Unicode code points; in UTF-8 each has up to four bytes. */
  readonly max?: number;
  /** Items of a list. */
  readonly maxItems?: number;
}

/**
 * The project's own specification, which the gateway reads from the supergraph. Composition keeps its directives; the
 * public schema says in descriptions what they mean.
 */
export const INPUT_LINK = `extend schema
  @link(url: "https://specs.tiergraph.example/input/v1.0", import: ["@length", "@open"])
  @composeDirective(name: "@length")
  @composeDirective(name: "@open")

"""The greatest length of a text or a list. The gateway refuses longer input before anything runs."""
directive @length(
  """The greatest number of characters of the text, or of each text in a list, counted as Unicode code points."""
  max: Int
  """The greatest number of items of the list."""
  maxItems: Int
) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | SCALAR

"""Marks a root field that callers may use without signing in."""
directive @open on FIELD_DEFINITION
`;

/** The length of a text for which none is declared: enough for a name. */
const DEFAULT_TEXT: InputLength = { max: 200 };
const DEFAULT_LENGTHS: Readonly<Record<string, InputLength>> = { ID: { max: 64 }, String: DEFAULT_TEXT };
const DEFAULT_ITEMS = 100;

/** The longest text of each custom scalar. A scalar that is missing here has the default length. */
const SCALAR_LENGTHS: Readonly<Record<string, InputLength>> = {
  CountryCode: { max: 2 },
  CurrencyCode: { max: 3 },
  Date: { max: 10 },
  // With nine digits after the second, and an offset.
  DateTime: { max: 35 },
  Decimal: { max: 23 },
  Duration: { max: 64 },
  // RFC 5321, 4.5.3.1.3: a path of 256 octets in angle brackets.
  EmailAddress: { max: 254 },
  URL: { max: 2_000 },
};

/** Gives an input field or argument another greatest length than the default of its type. */
export function Length(length: InputLength): PropertyDecorator & ParameterDecorator {
  return Directive(`@length(${argumentsOf(length)})`) as PropertyDecorator & ParameterDecorator;
}

/** Lets callers use a root field without signing in. */
export function Open(): MethodDecorator {
  return Directive('@open') as MethodDecorator;
}

/**
 * Gives every text and every list among a schema's inputs a greatest length, where none is declared, and adds it to the
 * description. Adds to the description of each open root field that it is open.
 */
export function withInputLengths(document: DocumentNode): DocumentNode {
  const notTexts = new Set(['Int', 'Float', 'Boolean']);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION || definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      notTexts.add(definition.name.value);
    }
  }
  return visit(document, {
    // Clients do not send the arguments of directives.
    DirectiveDefinition: () => false,
    ScalarTypeDefinition(node) {
      const length = SCALAR_LENGTHS[node.name.value] ?? DEFAULT_TEXT;
      const directives = [...(node.directives ?? []), lengthDirective(length)];
      return { ...node, directives, description: adding(node.description, describe(length)) };
    },
    FieldDefinition(node) {
      if (node.directives?.some(({ name }) => name.value === 'open') !== true) return undefined;
      return { ...node, description: adding(node.description, 'Open to callers who are not signed in.') };
    },
    InputValueDefinition(node) {
      const { isList, name } = namedTypeOf(node.type);
      const ofType = notTexts.has(name) ? {} : (DEFAULT_LENGTHS[name] ?? {});
      const length = { ...ofType, ...(isList ? { maxItems: DEFAULT_ITEMS } : {}), ...lengthIn(node.directives) };
      if (length.max === undefined && length.maxItems === undefined) return undefined;
      const others = (node.directives ?? []).filter((directive) => directive.name.value !== 'length');
      const directives = [...others, lengthDirective(length)];
      return { ...node, directives, description: adding(node.description, describe(length)) };
    },
  });
}

function namedTypeOf(type: TypeNode): { readonly isList: boolean; readonly name: string } {
  if (type.kind === Kind.NAMED_TYPE) return { isList: false, name: type.name.value };
  return { isList: type.kind === Kind.LIST_TYPE || namedTypeOf(type.type).isList, name: namedTypeOf(type.type).name };
}

/** The lengths that `@length` declares; none when it is not among the directives. */
export function lengthIn(directives: readonly ConstDirectiveNode[] | undefined): InputLength {
  const declared = directives?.find(({ name }) => name.value === 'length');
  return Object.fromEntries(
    (declared?.arguments ?? []).flatMap(({ name, value }) =>
      value.kind === Kind.INT ? [[name.value, Number(value.value)]] : [],
    ),
  );
}

const argumentsOf = (length: InputLength): string =>
  Object.entries(length)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');

function lengthDirective(length: InputLength): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'length' },
    arguments: Object.entries(length).map(([name, value]: [string, number]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: name },
      value: parseConstValue(String(value), { noLocation: true }),
    })),
  };
}

const shown = (count: number): string => count.toLocaleString('en-US');

function describe({ max, maxItems }: InputLength): string {
  const characters = max === undefined ? '' : `at most ${shown(max)} characters (${shown(4 * max)} bytes)`;
  if (maxItems === undefined) return `${characters.replace('at', 'At')}.`;
  return `At most ${shown(maxItems)} items${characters === '' ? '' : `, each with ${characters}`}.`;
}

function adding(description: StringValueNode | undefined, sentence: string): StringValueNode {
  const value = description === undefined ? sentence : `${description.value.trimEnd()} ${sentence}`;
  return { kind: Kind.STRING, value, block: true };
}
