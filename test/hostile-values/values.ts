import { getNamedType, isEnumType, isListType, getNullableType, isNonNullType, type GraphQLInputType } from 'graphql';

/** A hostile value, with a name for the message of a failing test. */
export interface HostileValue {
  readonly title: string;
  readonly value: unknown;
  /** True when the value is never allowed in a text, so that it must be refused everywhere. */
  readonly neverText?: true;
}

const NEVER_TEXTS: readonly HostileValue[] = [
  { title: 'NUL', value: 'a\0b', neverText: true },
  { title: 'a lone surrogate', value: 'a\ud83d', neverText: true },
];

const TEXTS: readonly HostileValue[] = [
  ...NEVER_TEXTS,
  { title: 'the empty text', value: '' },
  { title: '10 kB', value: 'k'.repeat(10_000) },
  { title: '64 characters of four bytes', value: '😀'.repeat(64) },
  { title: '200 characters of four bytes', value: '😀'.repeat(200) },
  { title: 'a minus', value: '-1' },
  { title: 'a number beyond all', value: '9'.repeat(40) },
  { title: 'wildcards and quotes', value: `%_\\'";--{}[]()|&!:*<->` },
  { title: 'a name that objects have', value: '__proto__' },
  { title: 'controls', value: '\u0001\u001f\u007f\u0085\u2028\u202e\ufeff' },
];

const CURSORS: readonly HostileValue[] = [
  ...NEVER_TEXTS,
  { title: 'no cursor', value: '%%%' },
  { title: 'the empty text', value: '' },
  { title: 'a number', value: '9'.repeat(40) },
  { title: 'a minus', value: '-1' },
  ...[[], ['yesterday'], ['-1'], ['9'.repeat(40)], ['a\0b'], ['\ud83d'], [1]].map(aCursor),
  ...[
    ['0000-00-00', 'b'],
    ['+275760-09-13T00:00:00.001Z', 'b'],
    ['\0', '\0'],
    ['-1', '-1'],
    [1, 2],
  ].map(aCursor),
];

function aCursor(parts: readonly unknown[]): HostileValue {
  const value = Buffer.from(JSON.stringify(parts)).toString('base64url');
  return { title: `a cursor of ${JSON.stringify(parts)}`, value };
}

const OF_SCALARS: Readonly<Record<string, readonly HostileValue[]>> = {
  Int: [-1, 0, 101, 2_147_483_647, -2_147_483_648].map((value) => ({ title: String(value), value })),
  Boolean: [],
  Decimal: ['-999999999999999.999999', '999999999999999.999999', '-100', '-100.000001', '0', '-0.000001'].map(
    (value) => ({ title: value, value }),
  ),
  Date: ['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30'].map((value) => ({ title: value, value })),
  DateTime: [
    '0000-01-01T00:00:00Z',
    '0000-01-01T00:00:00+14:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59.999999999-14:00',
    '2026-02-30T00:00:00Z',
  ].map((value) => ({ title: value, value })),
  Duration: ['P0D', 'P99999Y', 'PT0.000001S', `P${'9'.repeat(50)}Y`].map((value) => ({ title: value, value })),
  CurrencyCode: ['ZZZ', 'JPY', 'XXX'].map((value) => ({ title: value, value })),
  CountryCode: ['ZZ', 'UK', 'XX'].map((value) => ({ title: value, value })),
  EmailAddress: [`${'a'.repeat(64)}@${'b.'.repeat(80)}example`, `a@${'b'.repeat(63)}.example`].map((value) => ({
    title: value,
    value,
  })),
};

/** The values that are tried for an input of a type: lists for a list, and cursors for a cursor. */
export function hostileValues(type: GraphQLInputType, name: string): readonly HostileValue[] {
  const nullable = getNullableType(type);
  const nothing: readonly HostileValue[] = isNonNullType(type) ? [] : [{ title: 'null', value: null }];
  if (isListType(nullable)) {
    const items = hostileValues(nullable.ofType, name);
    return [
      ...nothing,
      { title: 'the empty list', value: [] },
      ...items.map(({ title, value, ...rest }) => ({ title: `[${title}]`, value: [value], ...rest })),
      { title: '101 items', value: Array.from({ length: 101 }, () => 'a') },
    ];
  }
  const named = getNamedType(nullable);
  if (isEnumType(named))
    return [...nothing, ...named.getValues().map((value) => ({ title: value.name, value: value.name }))];
  const own = OF_SCALARS[named.name];
  if (own === undefined) return [...nothing, ...(name === 'after' ? CURSORS : TEXTS)];
  return [...nothing, ...own, ...(named.name === 'Int' || named.name === 'Boolean' ? [] : NEVER_TEXTS)];
}
