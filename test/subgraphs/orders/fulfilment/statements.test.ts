import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { mailsIn } from '../../../support/mail.ts';
import { startStatementProxy, type StatementProxy } from '../../../support/statement-proxy.ts';
import { contosoOrder, ended, placed } from '../ordering.ts';

/**
 * What an order of one line may cost in all databases, from the claim of its job to the mail about its end: every statement,
 * `begin` and `commit` too, of the steps, the queue, the numbering of its events, its mail and its facts.
 */
const MOST_STATEMENTS = 40;

/** What processes ask from time to time, whether there is an order or not. */
const PERIODIC: readonly (readonly [what: string, statement: RegExp])[] = [
  ['heartbeat of the workers', /^with claim as .* held as \(/s],
  ['events that nobody has numbered', /^select exists \(select 1 from orders\.provisioning_event where log_position/],
  ["the database's time", /extract\(epoch from clock_timestamp\(\)\)/],
  ['counts of lists, folded together', /\b(?:accounts|orders)\.\w+_count(?:_change)?\b/],
  ['health', /^select 1$/],
  ['announcements of jobs, whether they are listened to', /pg_listening_channels/],
  [
    'upkeep of the library, which adds no job',
    /^(?!\s*with ins as).*\bjobs\.(?:queue|version|warning|job_dependency|bam)\b/is,
  ],
];

/** The statements, without those that come from time to time. */
function countedOf(sent: readonly (readonly string[])[]): readonly string[] {
  return sent.filter((one) => !PERIODIC.some(([, pattern]) => one.some((sql) => pattern.test(sql)))).flat();
}

const SERVER = process.env['TEST_DATABASE_URL'] ?? '';

describe.runIf(SERVER !== '')('an order of a customer that has its tenant', () => {
  let proxy: StatementProxy | undefined;
  const graph = useGraph('postgresql', {
    // The vendor is done when the order is looked at for the first time.
    simulator: { provisioningSeconds: 1 },
    environment: { MICROSOFT_FOLLOW_MS: '300' },
    async through(address) {
      if (address.kind !== 'postgresql') throw new Error('The statements of PostgreSQL are counted');
      proxy = await startStatementProxy(address.url);
      return { kind: 'postgresql', url: proxy.url };
    },
  });
  afterAll(() => proxy?.close());

  it(`costs at most ${MOST_STATEMENTS} statements from its first step to its mail`, { timeout: 60_000 }, async () => {
    const champion = graph().administrator('Champion Cloud');
    const warmUp = await placed(graph(), await contosoOrder(graph()), champion);
    await ended(graph(), warmUp.id);
    const { database } = graph();
    // Copies are compared once after the start.
    await eventually(async () => {
      proxy?.take();
      await sleep(2_000);
      expect(countedOf(proxy?.take() ?? [])).toEqual([]);
    });
    await database.sql(`create function jobs.later() returns trigger language plpgsql as
      $$ begin new.start_after := now() + interval '2500 ms'; return new; end $$`);
    await database.sql(`create trigger later before insert on jobs.job_common for each row
      when (new.name = 'orders.provision') execute function jobs.later()`);
    // Whatever else happens meanwhile costs statements too, so the cheapest of three orders tells what one costs.
    const costs: (readonly string[])[] = [];
    for (let order = 0; order < 3; order += 1) costs.push(await costOf());
    const [least = []] = costs.toSorted((one, other) => one.length - other.length);
    const shown = least.map((sql) => sql.trim().replaceAll(/\s+/g, ' ').slice(0, 90)).join('\n');
    expect(least.length, shown).toBeLessThanOrEqual(MOST_STATEMENTS);

    async function costOf(): Promise<readonly string[]> {
      const { id, number } = await placed(graph(), await contosoOrder(graph()), champion);
      await sleep(1_000);
      proxy?.take();
      await ended(graph(), id);
      await eventually(async () => {
        expect((await mailsIn(graph().mailDirectory)).map(({ name }) => name)).toContainEqual(
          expect.stringMatching(new RegExp(`^${number}-order-completed-`)),
        );
        expect(await database.sql(`select 1 from jobs.job where state in ('created', 'retry', 'active')`)).toEqual([]);
      });
      const counted = countedOf(proxy?.take() ?? []);
      expect(counted).toContainEqual(expect.stringContaining('insert into orders.provisioning_event'));
      return counted;
    }
  });
});
