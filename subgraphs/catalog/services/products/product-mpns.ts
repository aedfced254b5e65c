import type { Condition } from '../../../shared/database/list-loader.ts';
import { textArray } from '../../../shared/database/sql.ts';
import { readMpn, type MpnParts } from '../../../shared/domain/mpn.ts';

/** The condition, by the indexes of both forms of a part number, for products that one of these means. */
export function meansOne(wanted: readonly MpnParts[]): Condition {
  return [
    `(upper(product.mpn) = any (?::text[]) or upper(split_part(product.mpn, ':', 1)) = any (?::text[]))`,
    textArray(wanted.flatMap(({ product, sku }) => (sku === undefined ? [] : [`${product}:${sku}`]))),
    textArray(wanted.flatMap(({ product, sku }) => (sku === undefined ? [product] : []))),
  ];
}

/** The same for part numbers as people write them; a text that is no part number matches nothing. */
export function hasMpn(texts: readonly string[]): Condition {
  return meansOne(texts.map(readMpn).filter((parts) => parts !== undefined));
}
