/** What a text says of a product: the vendor's product id and, unless left out, the SKU. */
export interface MpnParts {
  /** In capitals. */
  readonly product: string;
  /** In capitals; undefined when the text names the product only, that is, all of its SKUs. */
  readonly sku: string | undefined;
}

const MPN = /^([A-Z0-9_-]{1,40})(?:[:/]([A-Z0-9_-]{1,40}))?$/;

/**
 * Reads a manufacturer part number as people write it: `CFQ7TTC0LH18:0001`, `cfq7ttc0lh18/0001`, or `CFQ7TTC0LH18` for
 * every SKU of the product. Undefined when no part number can look like the text.
 */
export function readMpn(text: string): MpnParts | undefined {
  const match = MPN.exec(text.trim().toUpperCase());
  return match?.[1] === undefined ? undefined : { product: match[1], sku: match[2] };
}

/** Whether a part number of the catalogue, `ProductId:SkuId`, is one that a text as people write it means. */
export function meansMpn(text: string, mpn: string): boolean {
  const asked = readMpn(text);
  const known = readMpn(mpn);
  if (asked === undefined || known === undefined) return false;
  return asked.product === known.product && (asked.sku === undefined || asked.sku === known.sku);
}
