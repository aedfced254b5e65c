import { recordChange } from '../../../shared/database/record-change.ts';
import { firstValues } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';
import type { AccountPlace } from '../hierarchy/ask-for-account.ts';
import { shopsOf } from '../marketplaces/shops.ts';
import { priceListLink } from './file-links.ts';

/** Which price list is wanted. */
export interface ExportRequest {
  /** The viewer's own account unless given. */
  readonly accountId: Id<'acc'> | undefined;
  readonly market: string;
  readonly currency: string;
  /** All vendors' products unless given. */
  readonly vendorId: Id<'ven'> | undefined;
}

/**
 * Makes a link to what an account pays in a market: for the viewer's own account or a direct child of it, whose prices are the
 * only ones that the viewer may know.
 */
export async function exportPriceList(context: SignedInContext, request: ExportRequest): Promise<Outcome<string>> {
  const { viewer, loaders, deps } = context;
  const { market, currency, vendorId } = request;
  const account = await loaders.place.load(request.accountId ?? viewer.accountId);
  const errors = [
    ...checkAccount(context, account),
    ...(await checkVendor(context, vendorId)),
    ...(await checkMarket(context, account, request)),
  ];
  if (account === null || errors.length > 0) return refused(...errors);
  return context.write(async (tx) => {
    await recordChange(tx, context, {
      action: 'exportPriceList',
      accountId: account.id,
      changes: firstValues({ market, currency, vendorId }, ['market', 'currency', 'vendorId']),
    });
    return done(priceListLink(deps, { accountId: account.id, path: account.path, market, currency, vendorId }));
  });
}

function checkAccount({ viewer }: SignedInContext, account: AccountPlace | null): readonly Refusal[] {
  if (account === null) return [notFound('account', 'accountId')];
  if (account.id === viewer.accountId || isDirectChild(account.path, viewer.path)) return [];
  const message = 'You may know the prices of your own account and of those that buy from it, not those further down.';
  return [refusal('NOT_ALLOWED', message, { path: ['accountId'] })];
}

async function checkVendor({ loaders }: SignedInContext, id: Id<'ven'> | undefined): Promise<readonly Refusal[]> {
  return id === undefined || (await loaders.vendor.load(id)) !== null ? [] : [notFound('vendor', 'vendorId')];
}

/** There must be plans in the market, and for a customer its seller must sell there. */
async function checkMarket(
  context: SignedInContext,
  account: AccountPlace | null,
  { market, currency }: ExportRequest,
): Promise<readonly Refusal[]> {
  const shops = account?.type === 'CUSTOMER' ? await shopsOf(context, account) : [];
  const [plan] =
    shops.length > 0 && !shops.some((shop) => shop.market === market)
      ? []
      : await context.read.query('select 1 from catalog.plan where market = ? and currency = ? limit 1', [
          market,
          currency,
        ]);
  if (plan !== undefined) return [];
  return [refusal('NOT_FOUND', `No plans are sold in ${market} in ${currency}.`, { path: ['market'] })];
}
