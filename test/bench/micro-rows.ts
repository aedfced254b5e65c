import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputFigures } from './input-checks.ts';
import type { MicroFigures } from './micro.ts';
import type { BenchOptions } from './options.ts';
import { launch, measureApart } from './processes.ts';
import { show, spreadOf, table } from './statistics.ts';

/** Single steps of the gateway, each round in a new process. */
export async function benchMicro(options: BenchOptions, say: (text: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-bench-micro-'));
  const file = join(folder, 'supergraph.graphql');
  const rounds: MicroFigures[] = [];
  try {
    await using subgraphs = await launch({ command: ['test/bench/subgraphs.ts', file] });
    for (let round = 0; round < options.rounds; round += 1) {
      rounds.push(await measureApart({ command: ['test/bench/micro.ts', file, String(options.roundMs / 4)] }));
    }
    void subgraphs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const row = (title: string, figure: (figures: MicroFigures) => number): [string, string] => {
    return [title, show(spreadOf(rounds.map(figure)))];
  };
  const kilobytes = Math.round((rounds[0]?.representationBytes ?? 0) / 1000);
  say(`\nSingle steps: medians of ${options.rounds} processes, representations of 1,000 objects with three fields\n`);
  say(
    table(
      ['step', 'ms'],
      [
        row(`1,000 different representations (${kilobytes} kB)`, (figures) => figures.distinctRepresentationsMs),
        row('1,000 objects of 100 entities', (figures) => figures.repeatedRepresentationsMs),
        row('one-field query, cached, to the call of the subgraph client', (figures) => figures.smallToClientMs),
        row('one-field query, cached, to the first byte for the subgraph', (figures) => figures.smallToByteMs),
        row('heavy query, cached, to the first byte for a subgraph', (figures) => figures.heavyToByteMs),
      ],
    ),
  );
}

/** Looking over what clients send, on our own graph, each round in a new process. */
export async function benchInputs(options: BenchOptions, say: (text: string) => void): Promise<void> {
  const rounds: InputFigures[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    rounds.push(await measureApart({ command: ['test/bench/input-checks.ts', String(options.roundMs / 4)] }));
  }
  const row = (title: string, figure: (figures: InputFigures) => number): [string, string] => {
    return [title, show(spreadOf(rounds.map(figure)))];
  };
  say(`\nInputs: medians of ${options.rounds} processes\n`);
  say(
    table(
      ['step', 'µs'],
      [
        row('variables of an operation without any', (figures) => figures.nothingUs),
        row('one id', (figures) => figures.oneIdUs),
        row('an order of a new customer with twenty lines', (figures) => figures.wholeOrderUs),
        row('a password of a million characters, refused', (figures) => figures.megabyteUs),
        row("a stranger's document of 6 kB, refused unvalidated", (figures) => figures.strangerUs),
      ],
    ),
  );
}
