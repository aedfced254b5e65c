import { parseArgs } from 'node:util';

/** The parts that `--only` can name; the soak, the scale, the accounts and the catalogue run only when they are named. */
export const PARTS = [
  'heavy',
  'small',
  'added',
  'micro',
  'hostile',
  'own',
  'others',
  'streams',
  'events',
  'placing',
  'provisioning',
  'copies',
  'accounts',
  'catalog',
  'overload',
  'soak',
  'scale',
] as const;
const ONLY_NAMED: readonly string[] = ['soak', 'scale', 'accounts', 'catalog'];
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly only: ReadonlySet<Part>;
  readonly rounds: number;
  /** How long one gateway is under load in one round. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** The subgraphs execute every request instead of remembering answers. */
  readonly executing: boolean;
  /** The folder of another build of ours, which then runs in place of the peers. */
  readonly against: string | undefined;
  /** How many subscribers the streams benchmark holds. */
  readonly subscribers: number;
  /** How long the soak takes. */
  readonly minutes: number;
  /** How many orders the largest database of the scale has. */
  readonly orders: number;
  /** Whether only the names of the parts are printed. */
  readonly list: boolean;
  /** The folder that figures and pictures are kept in. */
  readonly write: string | undefined;
}

/** Reads the command line: `--quick`, `--list`, `--only <part>` (also several), and what the fields above say. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      executing: { type: 'boolean', default: false },
      against: { type: 'string' },
      subscribers: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '10' },
      orders: { type: 'string', default: '1000000' },
      write: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = values.only.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}, not ${unknown.join(', ')}`);
  const only = new Set(
    PARTS.filter((part) => (values.only.length === 0 ? !ONLY_NAMED.includes(part) : values.only.includes(part))),
  );
  const { executing, against, list, write } = values;
  const usual = { rounds: 5, roundMs: 3_500, warmUpMs: 3_000 };
  // Two builds differ by little: what else the machine does is the same for both within a short round.
  const paired = { rounds: 15, roundMs: 1_000, warmUpMs: 3_000 };
  const quick = { rounds: 2, roundMs: 800, warmUpMs: 500 };
  const pace = values.quick ? quick : against === undefined ? usual : paired;
  return {
    only,
    executing,
    against,
    subscribers: Number(values.subscribers),
    minutes: Number(values.minutes),
    orders: Number(values.orders),
    list,
    write,
    ...pace,
  };
}
