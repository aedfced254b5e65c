import { expect } from 'vitest';
import type { DatabaseKind } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph, type GraphStart, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';

/** The vendor's ids of the promotions that every simulator has. */
export const PROMOTION = {
  basic: 'PROMOTION0001:0001:2001',
  seats: 'PROMOTION0002:0001:2002',
  first: 'PROMOTION0003:0001:2003',
  germany: 'PROMOTION0004:0001:2004',
} as const;

/** The id of a promotion in the catalogue, once the catalogue has been told of it. */
export function promotionId({ database }: GraphUnderTest, key: string, market = 'US'): Promise<string> {
  return eventually(async () => {
    const [row] = await database.sql<{ id: string }>(
      'select id from catalog.promotion where vendor_key = $1 and market = $2',
      [key, market],
    );
    if (row === undefined) throw new Error(`The catalogue has no promotion ${key} in ${market}`);
    return row.id;
  });
}

/** A graph whose catalogue knows the promotions of the vendor. */
export function useGraphWithPromotions(kind: DatabaseKind, start: GraphStart = {}): () => GraphUnderTest {
  return useGraph(kind, {
    ...start,
    prepare: async (graph) => {
      await promotionId(graph, PROMOTION.basic);
      await promotionId(graph, PROMOTION.germany, 'DE');
      await start.prepare?.(graph);
    },
  });
}

/** The lines that the vendor has in orders, as they were put into its carts. */
export function linesAtVendor({ vendorLog }: GraphUnderTest) {
  return readEffects(vendorLog).flatMap(({ effect }) =>
    effect.kind === 'order.created' ? effect.order.lines.map(({ item }) => item) : [],
  );
}

/** What a refusal says, for tests that compare several. */
export const said = (errors: readonly { readonly code: string; readonly path: readonly string[] }[]) =>
  errors.map(({ code, path }) => `${code} ${path.join('.')}`);

/** Expects each refusal to have a remedy. */
export function expectRemedies(errors: readonly { readonly remedies: readonly object[] }[]): void {
  for (const { remedies } of errors) expect(remedies.length).toBeGreaterThan(0);
}
