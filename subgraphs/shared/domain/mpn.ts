/** What a text says of a product: the vendor's product id and, unless left out, the SKU. */
export interface MpnParts {
  /** In capitals. */
  readonly product: string;
  /** In capitals; undefined when the text names the product only, that is, all of its SKUs. */
  readonly sku: string | undefined;
}

/** Products whose SKU ids have four places; of others, such as software (DG7), `7` and `0007` are different SKUs. */
const PADDED_PRODUCT = /^(?:CFQ|DZH)/i;
const PADDED_LENGTH = 4;

/** The SKU of a product with the zeros before its number, which spreadsheets drop: SKU `1` of a licence is `0001`. */
export function wholeSku(product: string, sku: string): string {
  return PADDED_PRODUCT.test(product) && /^\d+$/.test(sku) ? sku.padStart(PADDED_LENGTH, '0') : sku;
}

const MPN = /^([A-Z0-9_-]{1,40})(?:[:/]([A-Z0-9_-]{1,40}))?$/;

/**
 * Reads a manufacturer part number as people write it: `CFQ7TTC0LH18:0001`, `cfq7ttc0lh18/0001`, `CFQ7TTC0LH18:1`, or
 * `CFQ7TTC0LH18` for every SKU of the product. Undefined when no part number can look like the text.
 */
export function readMpn(text: string): MpnParts | undefined {
  const match = MPN.exec(text.trim().toUpperCase());
  const [, product, sku] = match ?? [];
  if (product === undefined) return undefined;
  return { product, sku: sku === undefined ? undefined : wholeSku(product, sku) };
}

/** Whether a part number of the catalogue, `ProductId:SkuId`, is one that a text as people write it means. */
export function meansMpn(text: string, mpn: string): boolean {
  const asked = readMpn(text);
  const known = readMpn(mpn);
  if (asked === undefined || known === undefined) return false;
  return asked.product === known.product && (asked.sku === undefined || asked.sku === known.sku);
}
