import { isNonNullType } from 'graphql';
import type { Answer } from '../support/operation.ts';
import { fieldOf, queryOf, walksOf, type Reader } from './reader.ts';
import { BY_SECRET, ROOTS } from './roots.ts';
import type { Role, Sight } from './sight.ts';
import { missing } from './things.ts';
import type { Holder } from './world.ts';

/** One question in two forms: with what belongs to somebody else, and with what does not exist. */
export interface Pair {
  readonly title: string;
  readonly field: ReturnType<typeof fieldOf>;
  readonly foreign: Readonly<Record<string, unknown>>;
  readonly missing: Readonly<Record<string, unknown>>;
  readonly walk: string;
  /** The values that differ, each with what stands in its place. */
  readonly values: readonly (readonly [foreign: string, missing: string])[];
}

type Args = Readonly<Record<string, unknown>>;

/** Every row of `ROOTS` for one account, of which the role may not see what is asked for. */
export function pairsOf(holder: Holder, role: Role, sight: Sight): readonly Pair[] {
  return Object.entries(ROOTS).flatMap(([name, rows]) =>
    BY_SECRET.has(name) ? [] : rows.flatMap((row) => pairOf({ name, row, holder, role, sight })),
  );
}

interface RowOf {
  readonly name: string;
  readonly row: (typeof ROOTS)[string][number];
  readonly holder: Holder;
  readonly role: Role;
  readonly sight: Sight;
}

function pairOf({ name, row, holder, role, sight }: RowOf): readonly Pair[] {
  const values: [string, string][] = [];
  const known = (thing: string): string => holder.things[thing] ?? '';
  const foreign = row(known);
  if (Object.values(foreign).includes('')) return [];
  const isSeen = new Set<boolean>();
  const absent = row((thing) => {
    const value = known(thing);
    const seen = sight.maySeeId(role, value);
    if (seen === undefined) return value;
    isSeen.add(seen);
    values.push([value, missing(value)]);
    return missing(value);
  });
  if (!isSeen.has(false) || isSeen.has(true)) return [];
  const field = fieldOf('Query', name);
  const start = { known: new Set<string>(), depth: 1 };
  return walksOf(field, foreign, start).map((walk) => {
    const title = `${name}(${JSON.stringify(foreign)})`;
    return { title, field, foreign, missing: absent, walk, values };
  });
}

/** Asks both forms of every pair and returns the answers that differ in anything but the value itself. */
export async function differences(reader: Reader, pairs: readonly Pair[]): Promise<readonly string[]> {
  const [alone, together] = [
    pairs.filter(({ field }) => isNonNullType(field.type)),
    pairs.filter(({ field }) => !isNonNullType(field.type)),
  ];
  const found: string[] = [];
  for (const pair of alone) {
    const answers = [
      await reader.ask(queryOf(pair.field, pair.foreign, pair.walk), pair.foreign),
      await reader.ask(queryOf(pair.field, pair.missing, pair.walk), pair.missing),
    ] as const;
    found.push(...differenceOf(pair, answers[0], answers[1]));
  }
  for (let index = 0; index < together.length; index += BATCH) {
    found.push(...(await askTogether(reader, together.slice(index, index + BATCH))));
  }
  return found;
}

/** Each pair is two of the root fields that an operation may have. */
const BATCH = 20;

async function askTogether(reader: Reader, pairs: readonly Pair[]): Promise<readonly string[]> {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const calls = pairs.flatMap((pair, index) =>
    (['foreign', 'missing'] as const).map((form) => {
      const alias = `${form}${index}`;
      const given = pair.field.args.filter(({ name }) => name in pair[form]);
      for (const { name, type } of given) {
        variables[`${alias}_${name}`] = pair[form][name];
        declared.push(`$${alias}_${name}: ${String(type)}`);
      }
      const args = given.map(({ name }) => `${name}: $${alias}_${name}`).join(', ');
      return `${alias}: ${pair.field.name}(${args}) ${pair.walk}`;
    }),
  );
  const answer = await reader.ask(`query (${declared.join(', ')}) { ${calls.join(' ')} }`, variables);
  const of = (form: string, index: number): Answer<unknown> => ({
    data: (answer.data as Args | null)?.[`${form}${index}`],
    errors: answer.errors.filter(({ path }) => Array.isArray(path) && path[0] === `${form}${index}`),
  });
  return pairs.flatMap((pair, index) => differenceOf(pair, of('foreign', index), of('missing', index)));
}

function differenceOf({ title, values }: Pair, foreign: Answer<unknown>, absent: Answer<unknown>): readonly string[] {
  const [one, other] = [
    plain(
      foreign,
      values.map(([value]) => value),
    ),
    plain(
      absent,
      values.map(([, value]) => value),
    ),
  ];
  return one === other ? [] : [`${title}: foreign ${one.slice(0, 500)} missing ${other.slice(0, 500)}`];
}

/** What is different each time that the same is asked: moments, and the tokens of estimates. */
const FLEETING = /"\d{4}-\d\d-\d\dT[\d:.]+Z"|(?<="token":)"[^"]+"/g;

/** An answer as text, without the values that were asked for, the names of the aliases, and what is different each time. */
export function plain({ data, errors }: Answer<unknown>, values: readonly string[]): string {
  const told = errors.map(({ message, path, extensions }) => ({
    message,
    path: Array.isArray(path) ? path.slice(1) : path,
    code: { ...(extensions as { code?: unknown } | undefined) }.code,
  }));
  return values.reduce(
    (text, value) => text.replaceAll(value, '#'),
    JSON.stringify({ data, told }).replaceAll(FLEETING, '"*"'),
  );
}
