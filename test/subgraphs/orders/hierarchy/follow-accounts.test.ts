import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { createSubgraph } from '../../../../subgraphs/orders/main.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useSubgraph } from '../../../support/subgraph-under-test.ts';

const ACCOUNT = 'acc_01jd0000000000000000000001';

describeOnBothDatabases('the copy of an account', (kind) => {
  const orders = useSubgraph(kind, {
    name: 'orders',
    createSubgraph,
    environment: { DATA_DIR: tmpdir(), MICROSOFT_API_URL: 'http://127.0.0.1:9' },
  });
  /** Tells the account, and answers the language that orders then knows. */
  const tell = async (version: number, language?: string): Promise<unknown> => {
    const account = { id: ACCOUNT, type: 'CUSTOMER', path: ACCOUNT.slice(4), status: 'ACTIVE', segment: 'COMMERCIAL' };
    const data = { ...account, currency: 'EUR', parentId: null, name: 'Falk Optics', language, version };
    await orders().bus.publish({ id: randomUUID(), subject: 'accounts.account-changed', data });
    const [row] = await orders().database.sql<{ language: string | null }>(
      'select language from orders.account where id = $1',
      [ACCOUNT],
    );
    return row?.language;
  };

  it('has no language until accounts tells one, which a process of the release before does not', async () => {
    expect(await tell(1)).toBeNull();
    expect(await tell(1, 'de')).toBe('de');
  });

  it('keeps its language when the same version is told without one', async () => {
    await tell(2, 'de-AT');
    expect(await tell(2)).toBe('de-AT');
    expect(await tell(1)).toBe('de-AT');
  });

  it('loses its language to a newer version without one: it may be another by now', async () => {
    await tell(3, 'de');
    expect(await tell(4)).toBeNull();
    expect(await tell(3, 'de')).toBeNull();
    expect(await tell(4, 'en')).toBe('en');
  });
});
