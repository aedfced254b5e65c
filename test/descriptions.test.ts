import { readFileSync } from 'node:fs';
import { isTypeDefinitionNode, Kind, parse, type DefinitionNode, type StringValueNode } from 'graphql';
import { describe, expect, it } from 'vitest';

const SUBGRAPHS = ['accounts', 'catalog', 'orders'] as const;
const MIN_WORDS = 4;

/** Sentences that the schema's builder adds to what a person wrote. */
const GENERATED = /(?:At most [\d,]+ (?:items|characters)|Open to callers)[^.]*\./g;

/** Coordinates whose names say all there is to say. */
const CLEAR_BY_NAME: readonly string[] = [
  'Address.city',
  'AddressInput.city',
  'Contact.firstName',
  'Contact.lastName',
  'ContactInput.firstName',
  'ContactInput.lastName',
  'CustomerAgreement.firstName',
  'CustomerAgreement.lastName',
  'CustomerAgreementInput.firstName',
  'CustomerAgreementInput.lastName',
  'User.firstName',
  'User.lastName',
];

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

/** The descriptions of a schema by schema coordinate: `Type.field(argument:)`, `Enum.VALUE`, `@directive(argument:)`. */
function describedIn(sdl: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (coordinate: string, { description }: Described): void => {
    texts.set(coordinate, description?.value ?? '');
  };
  for (const definition of parse(sdl, { noLocation: true }).definitions) addDefinition(definition, add);
  return texts;
}

function addDefinition(definition: DefinitionNode, add: (coordinate: string, node: Described) => void): void {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
    const coordinate = `@${definition.name.value}`;
    add(coordinate, definition);
    for (const argument of definition.arguments ?? []) add(`${coordinate}(${argument.name.value}:)`, argument);
    return;
  }
  if (!isTypeDefinitionNode(definition)) return;
  const type = definition.name.value;
  add(type, definition);
  const members = 'fields' in definition ? definition.fields : 'values' in definition ? definition.values : undefined;
  for (const member of members ?? []) {
    const coordinate = `${type}.${member.name.value}`;
    add(coordinate, member);
    const inputs = member.kind === Kind.FIELD_DEFINITION ? member.arguments : undefined;
    for (const argument of inputs ?? []) add(`${coordinate}(${argument.name.value}:)`, argument);
  }
}

function tooShort(descriptions: ReadonlyMap<string, string>): readonly string[] {
  return [...descriptions].filter(([, text]) => wordsOf(text) < MIN_WORDS).map(([coordinate]) => coordinate);
}

function wordsOf(text: string): number {
  return text
    .replaceAll(GENERATED, '')
    .split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
}

describe('the descriptions of every subgraph', () => {
  const perSubgraph = SUBGRAPHS.map((subgraph) =>
    describedIn(readFileSync(new URL(`../schema/${subgraph}.graphql`, import.meta.url), 'utf8')),
  );

  it(`have at least ${MIN_WORDS} words, unless the name says all`, () => {
    const short = new Set(perSubgraph.flatMap(tooShort));
    expect([...short].filter((coordinate) => !CLEAR_BY_NAME.includes(coordinate))).toEqual([]);
  });

  it('excuse only elements that a schema has', () => {
    const known = new Set(perSubgraph.flatMap((descriptions) => [...descriptions.keys()]));
    expect(CLEAR_BY_NAME.filter((coordinate) => !known.has(coordinate))).toEqual([]);
  });
});

describe('the check of descriptions', () => {
  it.each([
    ['a type', '"Three short words." type T { "The first of all." f: Int }', ['T']],
    ['a field', '"A type of four." type T { f: Int }', ['T.f']],
    ['an argument', '"A type of four." type T { "The first of all." f("Which." a: Int): Int }', ['T.f(a:)']],
    ['an input field', '"An input of four." input I { "What." f: Int }', ['I.f']],
    ['a value', '"An enum of four." enum E { "Not yet." V }', ['E.V']],
    ['a scalar', '"A day." scalar Day', ['Day']],
    ['a directive', 'directive @d("Items." a: Int) on SCALAR', ['@d', '@d(a:)']],
  ])('sees %s', (_, sdl, coordinates) => {
    expect(tooShort(describedIn(sdl))).toEqual(coordinates);
  });

  it.each([
    'The id. At most 64 characters (256 bytes).',
    'The ids. At most 1,000 items, each with at most 64 characters (256 bytes).',
    'The schema. Open to callers who are not signed in.',
  ])('does not count what the builder adds: %s', (text) => {
    expect(tooShort(new Map([['Query.f', text]]))).toEqual(['Query.f']);
  });

  it('accepts four words', () => {
    expect(tooShort(new Map([['Query.f', 'The id of it. At most 64 characters (256 bytes).']]))).toEqual([]);
  });
});
