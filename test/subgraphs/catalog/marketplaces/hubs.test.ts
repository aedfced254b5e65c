import { expect, it } from 'vitest';
import { CreateHubDocument, CreateMarketplaceDocument, HubsDocument } from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { userOf } from '../../../support/principals.ts';
import { announceTree, askingFor, tree, useCatalog } from '../catalog-under-test.ts';

const apiClientId = newId('cli');
const PERMISSIONS = ['MANAGE_API_CLIENTS', 'MANAGE_CATALOG'];
const reseller = userOf(tree.reseller, PERMISSIONS);
const other = userOf(tree.otherReseller, PERMISSIONS);

describeOnBothDatabases('hubs', (kind) => {
  const { catalog } = useCatalog(kind, {
    // What accounts answers to those who manage the clients of the reseller.
    askGraph: ({ query }) =>
      Promise.resolve({
        data: { account: query.includes('CatalogApiClients') ? { apiClients: [{ id: apiClientId }] } : null },
      }),
    prepare: announceTree,
  });
  const ask = askingFor(catalog);
  const ownerId = tree.reseller.id;
  const market = async (name: string, owner = ownerId, by = reseller) => {
    const input = { ownerId: owner, name, market: 'US', currency: 'USD' };
    return (await ask(CreateMarketplaceDocument, { input }, by)).createMarketplace.marketplace?.id ?? '';
  };
  const create = async (input: object, by = reseller) => {
    const hub = { ownerId, name: 'Window', marketplaceIds: [], ...input };
    return (await ask(CreateHubDocument, { input: hub }, by)).createHub;
  };
  let marketplaceIds: readonly string[] = [];
  let id = '';

  it('tie marketplaces of an account to its API client', async () => {
    marketplaceIds = [await market('One'), await market('Two')];
    const { hub, userErrors } = await create({ marketplaceIds, apiClientId });
    expect(userErrors).toEqual([]);
    id = hub?.id ?? '';
    expect(hub).toEqual({
      id,
      name: 'Window',
      marketplaces: marketplaceIds.toReversed().map((one) => ({ id: one })),
      apiClient: { id: apiClientId },
    });
    const { hubs } = await ask(HubsDocument, {}, reseller);
    expect(hubs).toEqual([{ ...hub, owner: { id: ownerId } }]);
  });

  it('are refused with every reason at once, and nothing is written', async () => {
    const foreign = await market('Theirs', tree.otherReseller.id, other);
    const refused = await create({
      name: ' ',
      marketplaceIds: [marketplaceIds[0], foreign],
      apiClientId: newId('cli'),
    });
    expect(refused).toEqual({
      hub: null,
      userErrors: [
        { code: 'INVALID', path: ['name'] },
        { code: 'NOT_FOUND', path: ['marketplaceIds', '1'] },
        { code: 'NOT_FOUND', path: ['apiClientId'] },
      ],
    });
    expect((await create({})).userErrors).toEqual([{ code: 'REQUIRED', path: ['marketplaceIds'] }]);
    expect((await create({ name: 'WINDOW', marketplaceIds })).userErrors).toEqual([
      { code: 'ALREADY_EXISTS', path: ['name'] },
    ]);
    expect((await create({ marketplaceIds }, other)).userErrors[0]).toEqual({ code: 'NOT_FOUND', path: ['ownerId'] });
    expect((await ask(HubsDocument, {}, reseller)).hubs).toHaveLength(1);
  });

  it('are for those who manage the API clients of their owner', async () => {
    const nodes = 'query ($ids: [ID!]!) { catalogNodes(ids: $ids) }';
    const seen = async (user = reseller) =>
      (await ask<{ catalogNodes: object }>(nodes, { ids: [id] }, user)).catalogNodes;
    expect(await seen()).toEqual([id]);
    expect(await seen(userOf(tree.provider, PERMISSIONS))).toEqual([id]);
    for (const user of [other, userOf(tree.subReseller, PERMISSIONS), userOf(tree.reseller, ['MANAGE_CATALOG'])]) {
      expect(await seen(user)).toEqual([]);
    }
    const { errors } = await catalog().ask(HubsDocument, {}, userOf(tree.reseller, ['MANAGE_CATALOG']));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
