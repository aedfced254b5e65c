import { parseArgs } from 'node:util';

/** The parts that `--only` can name. */
export const PARTS = ['heavy', 'small', 'added', 'micro', 'hostile', 'own', 'streams'] as const;
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
}

/** Reads `--quick`, `--only <part>` (also several), `--executing`, `--against <folder>` and `--subscribers <count>`. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      executing: { type: 'boolean', default: false },
      against: { type: 'string' },
      subscribers: { type: 'string', default: '10000' },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = values.only.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}, not ${unknown.join(', ')}`);
  const only = new Set(PARTS.filter((part) => values.only.length === 0 || values.only.includes(part)));
  const pace = values.quick
    ? { rounds: 2, roundMs: 800, warmUpMs: 500 }
    : { rounds: 5, roundMs: 3_500, warmUpMs: 3_000 };
  const { executing, against } = values;
  return { only, executing, against, subscribers: Number(values.subscribers), ...pace };
}
