import type { RefusalFigures } from './hostile.ts';
import type { BenchOptions } from './options.ts';
import { measureApart } from './processes.ts';
import { show, spreadOf, table } from './statistics.ts';

function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(' ');
}

/** Each is a known way to make a gateway busy for longer than it took to send. */
export const HOSTILE_DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['fragments that double each other 25 times', doubling(25)],
  ['fragments in a circle', '{ users { ...A } } fragment A on User { name ...B } fragment B on User { id ...A }'],
  ['5,000 aliases of one field', `{ ${times(5_000, (index) => `a${index}: me { id }`)} }`],
  ['1,500 equal fields with selections', `{ ${times(1_500, () => 'users { id }')} }`],
  ['nested fields that all have to be compared', overlapping(120)],
  ['8,000 opening brackets', `{ ${'users{'.repeat(8_000)}`],
  ['nested 2,000 levels deep', `{ users ${'{ reviews { product '.repeat(1_000)}${'}'.repeat(2_001)}`],
  ['a fragment twice, of 1,000 equal fields', twice(1_000)],
  ['900 unknown fields', `{ ${times(900, (index) => `usrs${index}`)} }`],
  ['900 directives on a field', `{ me ${'@skip(if: false) '.repeat(900)} { id } }`],
  ['400 operations', times(400, (index) => `query Q${index} { me { id } }`)],
  ['a list of 45,000 numbers', `{ topProducts(first: [${'1,'.repeat(45_000)}]) { upc } }`],
  [
    'introspection of types within types',
    `{ __schema { types { ${'fields { type { '.repeat(12)}name${'} }'.repeat(12)} } } }`,
  ],
  ['a variable used 900 times and never declared', `query Q { ${times(900, () => 'topProducts(first: $n) { upc }')} }`],
]);

/** At the limits but not over them: these are planned and run, and all of that is counted. */
export const COSTLY_DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['within the limits: nested fields to compare', overlapping(25)],
  [
    'within the limits: 50 root fields under 50 aliases',
    `{ ${times(50, (index) => `a${index}: users { id reviews { id } }`)} }`,
  ],
]);

function doubling(levels: number): string {
  const fragments = times(levels, (index) => `fragment F${index} on User { ...F${index + 1} ...F${index + 1} }`);
  return `{ users { ...F0 } } ${fragments} fragment F${levels} on User { id }`;
}

function overlapping(width: number): string {
  const inner = times(width, () => 'reviews { product { reviews { id } } }');
  return `{ users { ${inner} } ... { users { ${inner} } } }`;
}

function twice(width: number): string {
  return `{ ...A } fragment A on Query { ${times(width, () => 'me { id }')} } fragment A on Query { me { id } }`;
}

const HEAD = [
  'document',
  'first of a process, ms',
  'then, ms',
  'worst then, ms',
  'event loop held at first, ms',
  'longest then, ms',
  'code',
];

/** The refusal of each document, in a process of its own per round. */
export async function benchHostile(options: BenchOptions, say: (text: string) => void): Promise<void> {
  const rounds = Math.max(1, options.rounds - 2);
  const rows: string[][] = [];
  for (const name of [...HOSTILE_DOCUMENTS.keys(), ...COSTLY_DOCUMENTS.keys()]) {
    const measured: RefusalFigures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      measured.push(await measureApart({ command: ['test/bench/hostile.ts', name] }));
    }
    const column = (figure: (figures: RefusalFigures) => number): string => show(spreadOf(measured.map(figure)));
    rows.push([
      name,
      column(({ coldMs }) => coldMs),
      column(({ warmMs }) => warmMs),
      column(({ worstWarmMs }) => worstWarmMs),
      column(({ coldHeldMs }) => coldHeldMs),
      column(({ worstHeldMs }) => worstHeldMs),
      measured[0]?.code ?? '',
    ]);
  }
  say(`\nHostile documents: time to refuse, ${rounds} process(es) each\n`);
  say(table(HEAD, rows));
}
