import { expect, it } from 'vitest';
import {
  AuditLogDocument,
  CreateCartDocument,
  SetMarginDocument,
  type AuditFilter,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { contosoOrder, newCustomerOrder, placed, planId } from '../../orders/ordering.ts';

describeOnBothDatabases('the audit log of the whole graph', (kind) => {
  const graph = useGraph(kind);
  const as = (name: string, permissions?: readonly string[]) => graph().administrator(name, permissions);
  const idOf = (name: string) => graph().account(name).id;

  const log = async (by: ContextClaims, filter: AuditFilter, root?: string) => {
    const { data, errors } = await graph().ask(
      AuditLogDocument,
      { filter, ...(root === undefined ? {} : { root }) },
      by,
    );
    expect(errors).toEqual([]);
    return data.auditLog.nodes;
  };
  const one = (action: string, by: ContextClaims, root?: string) =>
    eventually(async () => {
      const [entry, ...more] = await log(by, { action: [action] }, root);
      expect(more).toEqual([]);
      if (entry === undefined) throw new Error(`There is no entry of ${action}`);
      return entry;
    });

  it('tells what a seller adds to its cost to the seller alone, and that it did to those above', async () => {
    const plan = await planId(graph());
    const set = (percent: string) => {
      const input = { sellerId: idOf('Champion Cloud'), planId: plan, percent };
      return graph().ask(SetMarginDocument, { input }, as('Champion Cloud'));
    };
    expect((await set('12.5')).data.setMargin.userErrors).toEqual([]);
    await set('12.50');
    const own = await one('setMargin', as('Champion Cloud'));
    expect(own).toMatchObject({
      account: { name: 'Champion Cloud' },
      subject: { __typename: 'Plan', id: plan },
      changes: [
        { field: 'planId', before: null, after: plan },
        { field: 'percent', before: null, after: '12.5' },
      ],
    });
    const above = await one('setMargin', as('Meridian Distribution'));
    expect(above.changes.map(({ field }) => field)).toEqual(['planId']);
    const below = await log(as('Contoso Bakery'), { action: ['setMargin'] });
    expect(below).toEqual([]);
  });

  it('tells of an order without its amounts, and of no cart', async () => {
    const champion = as('Champion Cloud');
    const cart = await graph().ask(CreateCartDocument, { input: { customerId: idOf('Contoso Bakery') } }, champion);
    expect(cart.errors).toEqual([]);
    const order = await placed(graph(), await contosoOrder(graph()), champion);
    const entry = await one('placeOrder', champion, idOf('Contoso Bakery'));
    expect(entry).toMatchObject({
      account: { name: 'Contoso Bakery' },
      actor: { id: graph().account('Champion Cloud').userId },
      subject: { __typename: 'Order', id: order.id },
    });
    const fields = entry.changes.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['number', 'lines']));
    expect(
      fields.filter((field) => !['number', 'lines', 'purchaseOrderNumber', 'tenantDomain'].includes(field)),
    ).toEqual([]);
    const { data } = await graph().ask(AuditLogDocument, { first: 100 }, champion);
    expect(data.auditLog.nodes.filter(({ action }) => /cart/i.test(action))).toEqual([]);
  });

  it('tells of a new customer at its seller, and of its first order at the customer', async () => {
    const champion = as('Champion Cloud');
    const order = await placed(graph(), await newCustomerOrder(graph(), 'auditedcafe'), champion);
    const created = await one('createCustomer', champion);
    expect(created).toMatchObject({ account: { name: 'Champion Cloud' }, subject: { __typename: 'Customer' } });
    expect(created.changes.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['name', 'administrator.login', 'contact.email']),
    );
    const ofCustomer = await one('placeOrder', champion, created.subject?.id ?? '');
    expect(ofCustomer.subject?.id).toBe(order.id);
  });
});
