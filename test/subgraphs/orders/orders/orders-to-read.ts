import type { VendorParametersInput } from '../../../operations/generated/graphql.ts';
import { useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { AGREEMENT, contosoOrder, ended, newCustomer, placed, planId, type PlacedOrder } from '../ordering.ts';
import type { DatabaseKind } from '../../../support/databases.ts';

export interface OrdersToRead {
  readonly graph: () => GraphUnderTest;
  /** Three orders of Contoso Bakery by Champion Cloud, the oldest first. */
  readonly contoso: readonly PlacedOrder[];
  /** One order of Harbor IT, which is below Champion Cloud, for a new customer. */
  readonly harbor: readonly PlacedOrder[];
  /** One order of Alpine Dental by Summit Resale, which is beside Champion Cloud. */
  readonly alpine: readonly PlacedOrder[];
  /** The administrator of an account, with every permission unless others are given. */
  readonly as: (name: string, permissions?: readonly string[]) => ContextClaims;
  readonly champion: () => ContextClaims;
}

/** Starts the graph with five completed orders of three resellers for the tests of a `describe`. */
export function useOrdersToRead(kind: DatabaseKind): OrdersToRead {
  const made: Record<'contoso' | 'harbor' | 'alpine', PlacedOrder[]> = { contoso: [], harbor: [], alpine: [] };
  const graph = useGraph(kind, {
    async prepare(started) {
      const card = { paymentMethod: 'CREDIT_CARD' } as const;
      const basic = { planId: await planId(started), quantity: 5 };
      const parametersOf = (reseller: string, locationMpnId: string, tenantDomain: string): VendorParametersInput => ({
        attestedBy: 'Somebody',
        locationMpnId,
        indirectResellerDomain: `${reseller}.onmicrosoft.com`,
        tenantMode: 'NEW',
        tenantDomain,
        agreement: AGREEMENT,
      });
      const champion = started.administrator('Champion Cloud');
      for (let index = 0; index < 3; index += 1) {
        const input = await contosoOrder(started, { ...card, purchaseOrderNumber: `PO-${index}` });
        made.contoso.push(await placed(started, input, champion));
      }
      const below = {
        ...card,
        newCustomer: newCustomer('wharfcafe'),
        lines: [basic],
        vendorParameters: parametersOf('harborit', '3456789', 'wharfcafe'),
      };
      made.harbor.push(await placed(started, below, started.administrator('Harbor IT')));
      const beside = {
        ...card,
        customerId: started.account('Alpine Dental').id,
        lines: [basic],
        vendorParameters: parametersOf('summitresale', '2345678', 'alpinedental'),
      };
      made.alpine.push(await placed(started, beside, started.administrator('Summit Resale')));
      for (const { id } of Object.values(made).flat()) await ended(started, id);
    },
  });
  const as = (name: string, permissions?: readonly string[]): ContextClaims => graph().administrator(name, permissions);
  return { graph, ...made, as, champion: () => as('Champion Cloud') };
}

/** The first element of a list that must have one. */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('Nothing was made');
  return one;
}

/** An unused id of the right form, without its prefix. */
export const SOME_ID = '_01jd0000000000000000000000';
