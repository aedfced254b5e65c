import { wholeSku } from '../../../shared/domain/mpn.ts';
import { RowFault, shown } from './rejection.ts';

const PART = /^[A-Za-z0-9_-]{1,40}$/;

/** Reads one half of an MPN. Throws a RowFault that names the column when the text is no such id. */
function readPart(column: string, text: string): string {
  if (PART.test(text)) return text;
  throw new RowFault(
    column,
    `An id must have 1 to 40 letters, digits, hyphens or underscores; the value is ${shown(text)}.`,
  );
}

/**
 * The MPN of a product and its SKU, from the two columns that have them. Spreadsheets drop the zeros before a number:
 * SKU `1` of a licence is `0001`. Throws a RowFault that names the column when one of the texts is no id.
 */
export function readMpn(productId: string, skuId: string): string {
  return mpnOf(readPart('ProductId', productId), readPart('SkuId', skuId));
}

/** The MPN of a product of a vendor that has no SKUs: its own number. Throws a RowFault like `readMpn`. */
export function readProductMpn(productId: string): string {
  return readPart('ProductId', productId);
}

function mpnOf(product: string, sku: string): string {
  return `${product}:${wholeSku(product, sku)}`;
}

/** Reads SKUs (`ProductId/SkuId`, separated by commas) as MPNs, sorted. Throws a RowFault that names the column. */
export function readSkuList(column: string, text: string): readonly string[] {
  const mpns = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [product = '', sku = '', ...rest] = part.split('/').map((half) => half.trim());
      if (rest.length === 0 && PART.test(product) && PART.test(sku)) return mpnOf(product, sku);
      const form = 'A SKU must look like "CFQ7TTC0LH18/0001", and a comma must stand between two of them';
      throw new RowFault(column, `${form}; the value is ${shown(part)}.`);
    });
  return [...new Set(mpns)].sort();
}
