import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { isKept, writeTable } from './report.ts';
import type { Row } from './run-scenario.ts';

/** What the document says of the run that wrote it. */
export interface RunFacts {
  readonly seed: string;
  readonly awayMs: number;
  /** When and on what it ran. */
  readonly where: string;
}

const INVARIANTS = `1. Every acknowledged order is there, and a repeated call has made no second one.
2. The vendor has created each line and each tenant at most once.
3. Every order has ended, or says what it waits on and has a job that continues it, or is on the list of what needs attention.
4. Charges equal what was provisioned, what was reserved is settled, and no credit is overdrawn.
5. The events of an order and the positions of the log have no gap and no repeat. Every subscriber had each event once and in order, and knows the last state.
6. The outbox is empty, and the copies of accounts in other subgraphs are current.
7. No seller has received a text of another tree, in an answer, an event or an error.
8. What was given up has left nothing behind: no subscription, reservation, tenant or customer.`;

/** Writes the document with the table of a run. */
export async function writeDocument(file: string, rows: readonly Row[], facts: RunFacts): Promise<void> {
  const orders = rows.reduce((sum, row) => sum + row.orders, 0);
  const events = rows.reduce((sum, row) => sum + row.events, 0);
  const broken = rows.filter((row) => !isKept(row)).length;
  const text = `# Reliability

What the platform survives, and how that is tried. Written by \`npm run faults -- --write\`: ${facts.where}, seed \`${facts.seed}\`.

## How it is tried

\`npm run faults\` starts the distributed platform (a gateway, three subgraphs, two workers, the simulated vendor) on a PostgreSQL cluster and a NATS server of its own, with a proxy on every link. Three sellers buy while something goes wrong, repeat calls with their idempotency keys, and follow their orders over every reconnect. When all is quiet again, these must hold:

${INVARIANTS}

The vendor's own log, which only grows, says what took effect there.

| command                                      | what it does                                                                       |
| -------------------------------------------- | ---------------------------------------------------------------------------------- |
| \`npm run faults\`                             | every row of the table; what is away for a while is so for a minute                |
| \`npm run faults -- --quick\`                  | a choice of them, in under five minutes                                            |
| \`npm run faults -- --only bus --away 10s\`    | the rows whose names begin so; \`--list\` prints the names                           |
| \`npm run faults -- --seed <seed>\`            | the same random choices again                                                      |
| \`npm run faults -- --soak 60m\`               | random faults, also several at a time, for an hour; the invariants after each round |
| \`npm run faults -- --write\`                  | writes this document                                                               |

It needs the programs of PostgreSQL and \`nats-server\` on the machine. \`FAILPOINT=<step>:<moment>\` makes a process kill itself at that point, and is refused unless \`NODE_ENV=test\`.

Not tried here: a power cut of the machine, and 10,000 subscribers at once, which are in [performance.md](performance.md); here they are 200.

## What came out

${rows.length} faults with ${orders} acknowledged orders and ${events} events; ${broken === 0 ? 'every promise was kept' : `${broken} of them with a promise that was not kept`}. _Lost_ counts acknowledged orders, events of a subscriber and facts; _doubled_ counts orders, creations at the vendor and events. What was away for a while was so for ${facts.awayMs / 1_000} s. _Recovery_ is the time until another worker had everything in hand that the dead one had (takeover), until clients were answered or could buy again (service), until everything that had waited was carried (backlog), or the 99th percentile from an event to its subscriber (delivery).

${writeTable(rows)}
`;
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}
