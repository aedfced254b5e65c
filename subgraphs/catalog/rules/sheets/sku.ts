import { RowFault, shown } from './rejection.ts';

const PART = /^[A-Za-z0-9_-]{1,40}$/;

/** Reads one half of an MPN. Throws a RowFault naming the column when it is not one. */
export function readSku(column: string, text: string): string {
  if (PART.test(text)) return text;
  throw new RowFault(column, `An id has 1 to 40 letters and digits; this is ${shown(text)}.`);
}

/** Reads a list of SKUs, `ProductId/SkuId` separated by commas, as MPNs. Throws a RowFault naming the column. */
export function readSkuList(column: string, text: string): readonly string[] {
  const mpns = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [product = '', sku = '', ...rest] = part.split('/');
      if (rest.length > 0) throw new RowFault(column, `A SKU looks like "CFQ7TTC0LH18/0001"; this is ${shown(part)}.`);
      return `${readSku(column, product)}:${readSku(column, sku)}`;
    });
  return [...new Set(mpns)].sort();
}
