import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { headers } from '@nats-io/transport-node';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createSubgraph as createAccounts } from '../../../subgraphs/accounts/main.ts';
import { createSubgraph as createOrders } from '../../../subgraphs/orders/main.ts';
import type { Bus } from '../../../subgraphs/shared/messaging/bus.ts';
import type { Subgraph } from '../../../subgraphs/shared/process/subgraph.ts';
import { createNatsBus } from '../../../subgraphs/shared/messaging/nats-bus.ts';
import { FASTEST_KIND } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { describeOnNats, reachNats } from '../../support/nats.ts';
import { startSubgraph, type SubgraphStart } from '../../support/subgraph-under-test.ts';

const ACCOUNT = 'acc_01jd0000000000000000000001';
const MARKER = 'acc_01jd0000000000000000000002';
const [OLD, NEW] = ['2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z'];
const FAR = '2055-01-01T00:00:00.000Z';

async function openBus(url: string) {
  const nats = await reachNats(url);
  const sealingKeys = `test:${randomBytes(32).toString('base64')}`;
  const streams = ['accounts', 'orders'];
  const bus = await createNatsBus({
    url,
    prefix: nats.prefix,
    sealingKeys,
    streams,
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(async () => {
    await bus.close();
    await nats[Symbol.asyncDispose]();
  });
  const tell = (subject: string, data: object) => bus.publish({ id: randomUUID(), subject, data });
  const forge = (subject: string, data: object) =>
    nats.put(subject, JSON.stringify({ id: randomUUID(), subject, data }));
  /** Puts the last genuine message of a subject on the bus again, with its signature. */
  const replayLater = async (subject: string): Promise<() => Promise<void>> => {
    const { data, header } = await nats.last(subject);
    const copied = headers();
    copied.set('Tiergraph-Signature', header.get('Tiergraph-Signature'));
    return () => nats.put(subject, data, copied);
  };
  return { bus, tell, forge, replayLater };
}

async function startOn<S extends Subgraph>(bus: Bus, start: Pick<SubgraphStart<S>, 'name' | 'createSubgraph'>) {
  const environment = { TIERGRAPH_DEMO: '1', MICROSOFT_API_URL: 'http://127.0.0.1:9', DATA_DIR: tmpdir() };
  const started = await startSubgraph(FASTEST_KIND, { ...start, bus, environment });
  onTestFinished(() => started.close());
  return started;
}

describeOnNats('a fact that a stranger put on NATS', (url) => {
  it('raises no credit limit, whether forged or replayed', async () => {
    const { bus, tell, forge, replayLater } = await openBus(url);
    const { database } = await startOn(bus, { name: 'orders', createSubgraph: createOrders });
    const SUBJECT = 'accounts.terms-approved';
    const terms = (accountId: string, creditLimitMinor: string, decidedAt: string) => {
      return { accountId, creditLimitMinor, currency: 'USD', decidedAt };
    };
    const limits = async () => {
      const rows = await database.sql<{ id: string; limit: string }>(
        'select account_id as id, limit_minor::text as limit from orders.credit',
      );
      return Object.fromEntries(rows.map(({ id, limit }) => [id, limit]));
    };
    await tell(SUBJECT, terms(ACCOUNT, '90000', OLD));
    const replay = await replayLater(SUBJECT);
    await tell(SUBJECT, terms(ACCOUNT, '50000', NEW));
    await forge(SUBJECT, terms(ACCOUNT, '99999999', FAR));
    await replay();
    await tell(SUBJECT, terms(MARKER, '1', NEW));
    await eventually(async () => expect(await limits()).toEqual({ [ACCOUNT]: '50000', [MARKER]: '1' }));
  });

  it('replaces no reseller identity and no customer tenant, whether forged or replayed', async () => {
    const { bus, tell, forge, replayLater } = await openBus(url);
    const { database, subgraph } = await startOn(bus, { name: 'accounts', createSubgraph: createAccounts });
    await subgraph.seedDemo('Tiergraph-demo-1');
    const idOf = async (name: string) =>
      (await database.sql<{ id: string }>('select id from accounts.account where name = $1', [name]))[0]?.id ?? '';
    const [resellerId, customerId] = [await idOf('Harbor IT'), await idOf('Alpine Dental')];
    const partner = (locationMpnId: string, confirmedAt: string) => {
      return { resellerId, locationMpnId, indirectResellerDomain: `p${locationMpnId}.onmicrosoft.com`, confirmedAt };
    };
    const tenant = (name: string) => ({ customerId, tenantDomain: `${name}.onmicrosoft.com` });
    await tell('orders.partner-confirmed', partner('1111111', OLD));
    await tell('orders.tenant-assigned', tenant('first'));
    const replays = [await replayLater('orders.partner-confirmed'), await replayLater('orders.tenant-assigned')];
    await tell('orders.partner-confirmed', partner('2222222', NEW));
    await forge('orders.partner-confirmed', partner('6666666', FAR));
    await forge('orders.tenant-assigned', tenant('forged'));
    for (const replay of replays) await replay();
    const last = '2026-11-03T10:00:00.000Z';
    await tell('orders.partner-confirmed', { ...partner('3333333', last), resellerId: await idOf('Newleaf Partners') });
    await tell('orders.tenant-assigned', { ...tenant('marker'), customerId: await idOf('City of Fairview') });
    const kept = () =>
      database.sql<object>(
        `select name, coalesce(location_mpn_id, tenant_domain) as kept from accounts.account
         where name in ('Harbor IT', 'Newleaf Partners', 'Alpine Dental', 'City of Fairview') order by name`,
      );
    await eventually(async () =>
      expect(await kept()).toEqual([
        { name: 'Alpine Dental', kept: 'first.onmicrosoft.com' },
        { name: 'City of Fairview', kept: 'marker.onmicrosoft.com' },
        { name: 'Harbor IT', kept: '2222222' },
        { name: 'Newleaf Partners', kept: '3333333' },
      ]),
    );
  });
});
