import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

/** What the command line of `npm run faults` says. */
export interface FaultOptions {
  /** Decides every random choice; the same seed makes the same run, as far as the machine lets it. */
  readonly seed: string;
  /** A choice of the scenarios, with short outages. */
  readonly quick: boolean;
  /** Beginnings of names; all scenarios unless given. */
  readonly only: readonly string[];
  /** How long random faults are made instead of the table; 0 for the table. */
  readonly soakMs: number;
  /** The document that the table is written into, if any. */
  readonly write: string | undefined;
  /** Prints the names of all scenarios and runs none. */
  readonly list: boolean;
  /** How long something is away that is away for a while. */
  readonly awayMs: number;
  /** How long everything may take to become quiet again. */
  readonly quietMs: number;
}

const DEFAULT_DOCUMENT = 'docs/reliability.md';

/** Reads `--seed`, `--quick`, `--only <beginning of a name>` (also several), `--soak <minutes>m`, `--away <seconds>s`, `--write [file]`. */
export function readOptions(args: readonly string[]): FaultOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: randomBytes(4).toString('hex') },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      soak: { type: 'string' },
      away: { type: 'string' },
      write: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const [document = DEFAULT_DOCUMENT, ...rest] = positionals;
  if (rest.length > 0 || (positionals.length > 0 && !values.write)) {
    throw new Error(`Nothing is known of "${(values.write ? rest : positionals).join(' ')}".`);
  }
  const { seed, quick, only, soak, away, write, list } = values;
  return {
    seed,
    quick,
    only,
    soakMs: soak === undefined ? 0 : readDurationMs('--soak', soak),
    write: write ? document : undefined,
    list,
    awayMs: away === undefined ? (quick ? 4_000 : 60_000) : readDurationMs('--away', away),
    quietMs: quick ? 30_000 : 60_000,
  };
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads `90s`, `60m` or `2h`, in milliseconds. Throws for anything else. */
export function readDurationMs(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d+)([smh])$/.exec(text) ?? [];
  const unitMs = UNITS[unit];
  if (unitMs === undefined) throw new Error(`${option} takes a duration such as 90s, 60m or 2h, not "${text}".`);
  return Number(number) * unitMs;
}
