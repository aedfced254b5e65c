/** `npm run faults`: breaks the running platform in every way that it has to survive, and checks what must hold after each. */
import { cpus, loadavg } from 'node:os';
import { writeDocument } from './document.ts';
import { readOptions, type FaultOptions } from './options.ts';
import { findServerPrograms, type ServerPrograms } from './platform/programs.ts';
import { startStage, type Stage } from './platform/stage.ts';
import { isKept, sayHead, sayRow } from './report.ts';
import { runScenario, type Row } from './run-scenario.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';
import { soakRound } from './scenarios/soak.ts';
import { gatherCast, type Cast } from './workload/cast.ts';

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What is run: the table or a part of it, or rounds of a soak until its time is over. */
function* choose({ only, quick, soakMs }: FaultOptions): Generator<Scenario> {
  if (soakMs > 0) {
    const untilMs = Date.now() + soakMs;
    for (let round = 1; Date.now() < untilMs; round += 1) yield soakRound(round);
    return;
  }
  const named = SCENARIOS.filter(
    ({ name }) => only.length === 0 || only.some((beginning) => name.startsWith(beginning)),
  );
  yield* quick ? named.filter((scenario) => scenario.quick) : named;
}

/** Runs scenarios on one stage, and on a new one after a row with a problem, so that no row spoils the next. */
async function runAll(
  programs: ServerPrograms,
  options: FaultOptions,
  onRow: (rows: readonly Row[]) => Promise<void>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let opened: { readonly stage: Stage; readonly cast: Cast } | undefined;
  const close = async (): Promise<void> => {
    opened?.cast.leave();
    await opened?.stage[Symbol.asyncDispose]();
    opened = undefined;
  };
  try {
    for (const scenario of choose(options)) {
      if (opened === undefined) {
        const stage = await startStage(programs);
        opened = { stage, cast: await gatherCast(stage) };
      }
      const { seed, awayMs, quietMs } = options;
      const run = { ...opened, seed, turn: rows.length, awayMs, quietMs };
      const row = await runScenario(run, scenario);
      rows.push(row);
      say(sayRow(row));
      await onRow(rows);
      if (row.problems.length > 0) await close();
    }
  } finally {
    await close();
  }
  return rows;
}

async function main(options: FaultOptions): Promise<number> {
  const unknown = options.only.filter((beginning) => !SCENARIOS.some(({ name }) => name.startsWith(beginning)));
  if (unknown.length > 0) {
    say(`No fault has a name that begins with ${unknown.join(' or ')}: npm run faults -- --list shows them.`);
    return 1;
  }
  const programs = findServerPrograms();
  if (typeof programs === 'string') {
    say(`The faults cannot be tried: ${programs}.`);
    return 1;
  }
  const { seed, awayMs } = options;
  const startedAt = new Date();
  const where = `${startedAt.toISOString().slice(0, 16)}Z, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load before ${loadavg()[0]?.toFixed(2)}`;
  say(
    `${where}; seed ${seed}\nRepeat a row: npm run faults -- --seed ${seed} --away ${awayMs / 1_000}s --only <name>\n`,
  );
  say(sayHead());
  const { write } = options;
  // After each row, so that a run that is broken off leaves what it has.
  const rows = await runAll(programs, options, async (done) => {
    if (write !== undefined) await writeDocument(write, done, { seed, awayMs, where });
  });
  const broken = rows.filter((row) => !isKept(row)).length;
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1_000);
  say(
    `\n${rows.length} faults in ${seconds} s, ${broken === 0 ? 'every promise kept' : `${broken} with a broken promise`}`,
  );
  return broken === 0 ? 0 : 1;
}

const options = readOptions(process.argv.slice(2));
if (options.list) for (const { name, title } of SCENARIOS) say(`${name.padEnd(48)} ${title}`);
else process.exitCode = await main(options);
