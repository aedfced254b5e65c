import { readFile } from 'node:fs/promises';
import { buildSchema, isInterfaceType } from 'graphql';
import { expect, it } from 'vitest';
import { AnyNodeDocument, NodesInFullDocument } from '../../../operations/generated/graphql.ts';
import { newId, type IdPrefix } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { contosoOrder, ended, placed } from '../../orders/ordering.ts';

/** One object of each type that Contoso Bakery may see. */
const OWN: readonly (readonly [type: string, table: string])[] = [
  ['Customer', `accounts.account where name = 'Contoso Bakery'`],
  ['User', `accounts."user" where login = 'contoso.admin'`],
  ['Vendor', 'catalog.vendor'],
  ['Product', 'catalog.product'],
  ['Plan', 'catalog.plan'],
  ['Order', 'orders."order"'],
  ['OrderLine', 'orders.order_line'],
  ['CloudSubscription', 'orders.subscription'],
  ['ProvisioningEvent', 'orders.provisioning_event'],
];
/** One object of each type that a foreign reseller, or a customer, may not see. */
const HIDDEN = [
  `accounts.account where name = 'Contoso Bakery'`,
  `accounts."user" where login = 'contoso.admin'`,
  'orders."order"',
  'orders.order_line',
  'orders.subscription',
  'orders.provisioning_event',
  'catalog.price_list_import',
];
const PREFIXES: readonly IdPrefix[] = [
  ...([
    'acc',
    'usr',
    'ivt',
    'cli',
    'ven',
    'prd',
    'pln',
    'pro',
    'imp',
    'mkt',
    'lst',
    'mgn',
    'crt',
    'ord',
    'lin',
    'sub',
    'evt',
  ] as const),
];

describeOnBothDatabases('node', (kind) => {
  const graph = useGraph(kind, {
    async prepare(started) {
      const { id } = await placed(started, await contosoOrder(started), started.administrator('Champion Cloud'));
      await ended(started, id);
    },
  });
  const contoso = () => graph().administrator('Contoso Bakery');
  const idIn = async (table: string): Promise<string> => {
    const [row] = await graph().database.sql<{ id: string }>(`select id from ${table} limit 1`);
    if (row === undefined) throw new Error(`There is nothing in ${table}`);
    return row.id;
  };
  const node = async (id: string, as: ContextClaims) => {
    const { data, errors } = await graph().ask(AnyNodeDocument, { id }, as);
    expect(errors, id).toEqual([]);
    return data.node;
  };

  it('is any object that the viewer may see, of every subgraph', async () => {
    for (const [type, table] of OWN) {
      const id = await idIn(table);
      expect(await node(id, contoso())).toEqual({ __typename: type, id });
    }
  });

  it('is null, without an error, for what is not there and for what the viewer may not see', async () => {
    for (const prefix of PREFIXES) expect(await node(newId(prefix), contoso()), prefix).toBeNull();
    for (const text of [
      '',
      'x',
      'ord_',
      'ord_nonsense',
      'xyz_01jd0000000000000000000000',
      'ses_01jd0000000000000000000000',
    ]) {
      expect(await node(text, contoso()), text).toBeNull();
    }
    const foreign = graph().administrator('Summit Resale', PERMISSIONS);
    for (const table of HIDDEN) expect(await node(await idIn(table), foreign), table).toBeNull();
  });

  it('needs a caller who has signed in', async () => {
    const { errors } = await graph().ask(AnyNodeDocument, { id: newId('ord') }, ANONYMOUS);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('comes many at a time, in their order, in statements whose number does not grow', async () => {
    const ids = await Promise.all(OWN.map(([, table]) => idIn(table)));
    const mixed = [...ids, newId('ord'), newId('pln'), newId('acc'), ...ids.toReversed()];
    const count = async (asked: readonly string[]): Promise<number> => {
      for (const name of ['accounts', 'catalog', 'orders'] as const) graph().takeStatements(name);
      const { data, errors } = await graph().ask(NodesInFullDocument, { ids: [...asked] }, contoso());
      expect(errors).toEqual([]);
      expect(data.nodes.map((found) => found?.id ?? null)).toEqual(asked.map((id) => (ids.includes(id) ? id : null)));
      return (['accounts', 'catalog', 'orders'] as const).flatMap((name) => graph().takeStatements(name)).length;
    };
    const few = await count(mixed);
    expect(await count([...mixed, ...mixed, ...mixed])).toBe(few);
  });

  it('can be of every type that clients know', async () => {
    const possible = async (name: string): Promise<readonly string[]> => {
      const schema = buildSchema(await readFile(`schema/${name}.graphql`, 'utf8'), {
        assumeValid: true,
        assumeValidSDL: true,
      });
      const type = schema.getType('Node');
      if (!isInterfaceType(type)) throw new Error('Node is an interface');
      return schema
        .getPossibleTypes(type)
        .map((one) => one.name)
        .toSorted();
    };
    expect(await possible('accounts')).toEqual(await possible('api'));
  });
});
