import { hasColumn } from './sheet-header.ts';

/** The two layouts that are read. A price list has rows of one or more kinds, each of which is a sheet of its own. */
export type SheetLayout = 'PRICE_LIST' | 'OFFER_MATRIX';

const ADVICE = 'Only the price sheets of licences and software and the offer matrix are imported.';

/**
 * Recognises the layout of a sheet by its first record. A sheet of what is not sold here is refused as a whole, with a
 * sentence that names its kind; anything else is taken for a price list, whose header then says which columns it lacks.
 */
export function recogniseSheet(
  header: readonly string[],
): { readonly layout: SheetLayout } | { readonly fault: string } {
  const has = (column: string): boolean => hasColumn(header, column);
  const foreign = foreignKind(has);
  if (foreign !== undefined) return { fault: `This is ${foreign}. ${ADVICE}` };
  const isOfferMatrix = (has('ProductSkuPreRequisites') || has('MaxLicenses')) && !has('UnitPrice');
  return { layout: isOfferMatrix ? 'OFFER_MATRIX' : 'PRICE_LIST' };
}

function foreignKind(has: (column: string) => boolean): string | undefined {
  if (has('MeterId') || has('MeterIds') || has('MeterType')) return 'a price sheet of Azure consumption';
  if (has('Offer ID') && (has('License Agreement Type') || has('Purchase Unit') || has('A/C/D/U'))) {
    return 'a legacy licence-based price list, from before the new commerce experience';
  }
  const isPriced = has('UnitPrice') && has('TermDuration') && has('ProductId');
  // Reservations are paid once or monthly as the buyer likes, and nobody resells them at a recommended price.
  return isPriced && !has('BillingPlan') && !has('ERP Price') && !has('ERP')
    ? 'a price sheet of Azure reservations'
    : undefined;
}
