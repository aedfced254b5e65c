import { isGiven } from './given.ts';

/**
 * Who may see the values of a change, besides the account's own reader of the log: everybody who sees the entry unless given.
 * `MAKERS`: the account that made the change and those above it. `PARTIES`: the two accounts of a deal, and of them those who
 * may see money.
 */
export type ShownTo = 'MAKERS' | 'PARTIES';

/** One value before and after a change, as texts. Null where there was or is none. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly shownTo?: ShownTo;
}

/** What some fields of a row were at a moment. */
export interface Snapshot<Row extends object> {
  readonly fields: readonly (keyof Row & string)[];
  readonly values: Partial<Row>;
}

/** Longer texts are cut: the log says that a text was changed, and is no store of all its versions. */
const MAX_TEXT_LENGTH = 500;

/** Remembers fields of a row before it is changed. Only fields that may be shown belong there. */
export function snapshot<Row extends object>(row: Row, fields: readonly (keyof Row & string)[]): Snapshot<Row> {
  const values: Partial<Row> = {};
  for (const field of fields) values[field] = row[field];
  return { fields, values };
}

/** What has changed since. A field with parts, as an address, is told as those of its parts that have changed; the order of a list is no change. */
export function changesSince<Row extends object>({ fields, values }: Snapshot<Row>, row: Row): readonly FieldChange[] {
  return fields.flatMap((field) => changesOfField(field, values[field], row[field]));
}

/** The fields that something new begins with. */
export function firstValues<Row extends object>(
  row: Row,
  fields: readonly (keyof Row & string)[],
): readonly FieldChange[] {
  return fields.flatMap((field) => changesOfField(field, undefined, row[field]));
}

/** The change of one value, and of each part of one that has parts; nothing when they are equal. */
export function changesOfField(
  field: string,
  before: unknown,
  after: unknown,
  shownTo?: ShownTo,
): readonly FieldChange[] {
  const [was, is] = [partsOf(field, before), partsOf(field, after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names
    .map((name) => ({ field: name, before: was.get(name) ?? null, after: is.get(name) ?? null }))
    .filter((change) => change.before !== change.after)
    .map((change) => (shownTo === undefined ? cut(change) : { ...cut(change), shownTo }));
}

/** The texts of a value, by the names of its parts. */
function partsOf(name: string, value: unknown): ReadonlyMap<string, string> {
  if (!isGiven(value)) return new Map();
  if (value instanceof Date) return new Map([[name, value.toISOString()]]);
  if (Array.isArray(value)) return new Map([[name, value.map(textOf).toSorted().join(', ')]]);
  if (typeof value !== 'object' || value === null) return new Map([[name, textOf(value)]]);
  const parts = Object.entries(value).flatMap(([part, inner]) => [...partsOf(`${name}.${part}`, inner)]);
  return new Map(parts);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function cut({ field, before, after }: FieldChange): FieldChange {
  return { field, before: shortened(before), after: shortened(after) };
}

function shortened(text: string | null): string | null {
  return text !== null && text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
}
