import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrdersContext } from '../../../../subgraphs/orders/context.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { startTcpProxy, type TcpProxy } from '../../../support/tcp-proxy.ts';
import { newCustomerOrder, placed, tryToPlace } from '../ordering.ts';

const server = process.env['TEST_DATABASE_URL'];

describe.skipIf(server === undefined || server === '')('placing an order whose commit gets no answer', () => {
  let proxy: TcpProxy | undefined;
  beforeAll(async () => {
    const { hostname, port } = new URL(server ?? '');
    proxy = await startTcpProxy({ host: hostname, port: Number(port === '' ? 5_432 : port) });
  });
  const graph = useGraph('postgresql', {
    through(address) {
      if (address.kind !== 'postgresql') return address;
      const url = new URL(address.url);
      url.host = `127.0.0.1:${proxy?.port}`;
      return { ...address, url: url.href };
    },
  });
  afterAll(() => proxy?.close());
  const champion = () => graph().administrator('Champion Cloud');

  /** The orders whose card payments are released from now on. */
  const releases = (): readonly string[] => {
    const caller = { principal: { kind: 'anonymous', clientAddress: '' }, contextToken: '' } as const;
    const { deps } = graph().subgraphs.orders.createContext(caller) as OrdersContext;
    const released: string[] = [];
    Object.assign(deps.payments, {
      release: (orderId: string) => {
        released.push(orderId);
        return Promise.resolve();
      },
    });
    return released;
  };
  const byCard = (name: string) =>
    newCustomerOrder(graph(), name, {
      vendorParameters: {
        locationMpnId: '1234567',
        indirectResellerDomain: 'championcloud.onmicrosoft.com',
        attestedBy: 'Cora Lindqvist',
        tenantMode: 'NEW',
        tenantDomain: name,
      },
      paymentMethod: 'CREDIT_CARD',
    });
  const customers = async (login: string): Promise<number> => {
    const rows = await graph().database.sql(
      `select 1 from accounts."user" join accounts.account on account.id = "user".account_id where "user".login = $1`,
      [login],
    );
    return rows.length;
  };

  it('answers the order when it was written, and takes nothing back', async () => {
    const released = releases();
    proxy?.loseCommit('insert into orders."order"', 'its answer');
    const { id } = await placed(graph(), await byCard('paidcafe'), champion());
    const orders = await graph().database.sql<object>(
      `select placed.id, payment.status <> 'VOIDED' as paid from orders."order" as placed
         join orders.card_payment as payment on payment.order_id = placed.id
       where placed.vendor_parameters ->> 'tenantDomain' like $1`,
      ['paid%'],
    );
    expect(orders).toEqual([{ id, paid: true }]);
    expect(released).toEqual([]);
    expect(await customers('paidcafe')).toBe(1);
  });

  it('says that it did not work when it was not written, and takes everything back', async () => {
    const released = releases();
    proxy?.loseCommit('insert into orders."order"', 'the commit');
    const { errors } = await tryToPlace(graph(), await byCard('freecafe'), champion());
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(released).toHaveLength(1);
    const orders = await graph().database.sql('select id from orders."order" where id = $1', [released[0]]);
    expect(orders).toEqual([]);
    await eventually(async () => expect(await customers('freecafe')).toBe(0));
  });
});
