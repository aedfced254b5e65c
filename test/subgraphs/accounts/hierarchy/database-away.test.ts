import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnAccountDocument, UpdateAccountDocument } from '../../../operations/generated/graphql.ts';
import { eventually } from '../../../support/eventually.ts';
import { startTcpProxy, type TcpProxy } from '../../../support/tcp-proxy.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

const server = process.env['TEST_DATABASE_URL'];

describe.skipIf(server === undefined || server === '')('accounts while its database is away', () => {
  let proxy: TcpProxy | undefined;
  beforeAll(async () => {
    const { hostname, port } = new URL(server ?? '');
    proxy = await startTcpProxy({ host: hostname, port: Number(port === '' ? 5_432 : port) });
  });
  const accounts = useDemoAccounts('postgresql', {
    through(address) {
      if (address.kind !== 'postgresql') return address;
      const url = new URL(address.url);
      url.host = `127.0.0.1:${proxy?.port}`;
      return { ...address, url: url.href };
    },
  });
  afterAll(() => proxy?.close());

  it('answers SUBGRAPH_UNAVAILABLE, changes nothing, and goes on when it is back', async () => {
    const champion = accounts().administrator('Champion Cloud');
    const contoso = accounts().account('Contoso Bakery').id;
    const rename = (name: string) =>
      accounts().ask(UpdateAccountDocument, { input: { accountId: contoso, name } }, champion);
    await proxy?.cut();
    for (const asked of [accounts().ask(OwnAccountDocument, {}, champion), rename('Renamed')]) {
      const { errors } = await asked;
      expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN/);
    }
    expect(await accounts().database.sql('select name from accounts.account where id = $1', [contoso])).toEqual([
      { name: 'Contoso Bakery' },
    ]);
    await proxy?.mend();
    await eventually(async () => expect((await rename('Renamed')).errors).toEqual([]));
    expect(accounts().logged.filter((line) => line.includes('resolver failed'))).toEqual([]);
  });
});
