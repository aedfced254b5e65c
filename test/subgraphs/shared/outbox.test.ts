import { pino } from 'pino';
import { expect, it } from 'vitest';
import { SessionEntity } from '../../../subgraphs/accounts/entities/session.ts';
import { createInProcessBus, type Bus } from '../../../subgraphs/shared/messaging/bus.ts';
import { openDatabase } from '../../../subgraphs/shared/database/database.ts';
import { openJobs } from '../../../subgraphs/shared/messaging/jobs.ts';
import { openOutbox } from '../../../subgraphs/shared/database/outbox.ts';
import { parkedInJobs } from '../../../subgraphs/shared/messaging/parked-in-jobs.ts';
import { describeOnBothDatabases, openMigratedDatabase, type DatabaseKind } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';

const MAX_TRIES = 2;

async function startOutbox(kind: DatabaseKind, bus: Bus) {
  const resources = new AsyncDisposableStack();
  const database = await openMigratedDatabase(kind);
  resources.defer(() => database.close());
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const logger = pino({ level: 'info' }, { write });
  const orm = await openDatabase(database.address, { schema: 'accounts', entities: [SessionEntity], migrations: [] });
  resources.defer(() => orm.close());
  const jobs = await openJobs(database.address, logger, true);
  resources.defer(() => jobs.stop());
  const outbox = await openOutbox('accounts', { jobs, bus, logger, maxTries: MAX_TRIES });
  const tell = (name: string) => orm.fresh.write((tx) => outbox.append(tx, 'changed', { name }));
  return { resources, outbox, jobs, lines, tell };
}

describeOnBothDatabases('the outbox of one process', (kind) => {
  it('parks a fact that a consumer cannot handle, does not hold up other facts, and publishes it again on demand', async () => {
    const bus = createInProcessBus();
    const { resources, outbox, jobs, lines, tell } = await startOutbox(kind, bus);
    await using _ = resources;
    const handled: string[] = [];
    let isMended = false;
    const note = (consumer: string, fails: (name: string) => boolean) =>
      bus.consume(consumer, 'accounts.changed', async ({ data }) => {
        const { name } = data as { readonly name: string };
        if (fails(name)) throw new Error(`${name} is not possible`);
        handled.push(`${consumer} ${name}`);
      });
    await note('catalog', (name) => name === 'poison' && !isMended);
    await note('orders', () => false);
    await tell('poison');
    await tell('later');
    await outbox.relay();
    const { list, redeliver } = parkedInJobs(jobs);
    const [parked] = await eventually(async () => {
      const found = await list();
      expect(found).toHaveLength(1);
      return found;
    });
    expect(parked).toMatchObject({ subject: 'accounts.changed', reasons: ['catalog: Error: poison is not possible'] });
    expect(handled.toSorted()).toEqual(
      ['catalog later', ...Array<string>(MAX_TRIES).fill('orders poison'), 'orders later'].toSorted(),
    );
    expect(lines).toMatchObject([{ level: 50, subject: 'accounts.changed', tries: MAX_TRIES, parkedAs: parked?.id }]);

    isMended = true;
    await redeliver(parked?.id ?? '');
    await eventually(() => expect(handled).toContain('catalog poison'));
    expect(await list()).toEqual([]);
  });

  it('keeps its facts through every try while the bus is unavailable, and logs that once', async () => {
    const carried: unknown[] = [];
    let refused = 0;
    const bus: Bus = {
      ...createInProcessBus(),
      publish({ data }) {
        if (refused < MAX_TRIES) {
          refused += 1;
          return Promise.reject(new Error('no responders'));
        }
        carried.push(data);
        return Promise.resolve();
      },
    };
    const { resources, outbox, jobs, lines, tell } = await startOutbox(kind, bus);
    await using _ = resources;
    await tell('patient');
    await outbox.relay();
    await eventually(() => expect(carried).toEqual([{ name: 'patient' }]));
    expect(await parkedInJobs(jobs).list()).toEqual([]);
    expect(lines.map(({ level }) => level)).toEqual([40, 30]);
  });

  it('publishes nothing before every consumer is registered', async () => {
    const bus = createInProcessBus();
    const { resources, outbox, tell } = await startOutbox(kind, bus);
    await using _ = resources;
    const release = bus.hold();
    await tell('left by the last process');
    await outbox.relay();
    const heard = Promise.withResolvers<unknown>();
    await bus.consume('orders', 'accounts.changed', async ({ data }) => heard.resolve(data));
    release();
    expect(await heard.promise).toEqual({ name: 'left by the last process' });
  });
});
