import { RowFault, shown } from './rejection.ts';

const PART = /^[A-Za-z0-9_-]{1,40}$/;

/** Reads one half of an MPN. Throws a RowFault that names the column when the text is no such id. */
export function readSku(column: string, text: string): string {
  if (PART.test(text)) return text;
  throw new RowFault(
    column,
    `An id must have 1 to 40 letters, digits, hyphens or underscores; the value is ${shown(text)}.`,
  );
}

/** Reads SKUs (`ProductId/SkuId`, separated by commas) as MPNs. Throws a RowFault that names the column. */
export function readSkuList(column: string, text: string): readonly string[] {
  const mpns = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [product = '', sku = '', ...rest] = part.split('/');
      if (rest.length > 0)
        throw new RowFault(column, `A SKU must look like "CFQ7TTC0LH18/0001"; the value is ${shown(part)}.`);
      return `${readSku(column, product)}:${readSku(column, sku)}`;
    });
  return [...new Set(mpns)].sort();
}
