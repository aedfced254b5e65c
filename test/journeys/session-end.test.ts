import { expect, test } from 'vitest';
import { OwnAccountDocument } from '../operations/generated/graphql.ts';
import { RefreshSessionDocument, WatchAccountDocument } from '../../schema/operations/generated/graphql.ts';
import { makeUsedFolder, startEmbeddedProcess } from './embedded-process.ts';
import { GraphClient } from './graph-client.ts';
import { readUntil, trySignIn } from './platform.ts';
import { buyForNewCustomer } from './purchases.ts';

test(
  'a stream ends with its token and continues after a refresh exactly where it stopped',
  { timeout: 90_000 },
  async () => {
    await using folder = await makeUsedFolder();
    await using embedded = await startEmbeddedProcess(folder.path, { ACCESS_TOKEN_SECONDS: '10' });
    const { platform } = embedded;
    const { session } = await trySignIn(platform, 'champion.admin', platform.password);
    const seller = new GraphClient(platform.url, session?.accessToken);
    const accountId = (await seller.data(OwnAccountDocument)).viewer.account.id;
    const first = await buyForNewCustomer(seller, 'first');

    const cursors: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { accountProvisioning } of seller.watch('graphql-ws', WatchAccountDocument, { accountId })) {
        expect(accountProvisioning.order.id).toBe(first.id);
        cursors.push(accountProvisioning.cursor);
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 4403 });
    const { refreshSession } = await new GraphClient(platform.url).data(RefreshSessionDocument, {
      input: { refreshToken: session?.refreshToken ?? '' },
    });
    const again = new GraphClient(platform.url, refreshSession.session?.accessToken);
    const second = await buyForNewCustomer(again, 'second');
    const live = again.watch('graphql-sse', WatchAccountDocument, { accountId, after: cursors.at(-1) });
    const rest = (
      await readUntil(live, ({ accountProvisioning: { order, message } }) => {
        return order.id === second.id && message === 'The order is complete.';
      })
    ).map(({ accountProvisioning }) => accountProvisioning);
    for (const { id } of [first, second]) {
      const before = id === first.id ? cursors.length : 0;
      const sequences = rest.filter(({ order }) => order.id === id).map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, index) => before + index + 1));
    }
  },
);
