import { describe, expect, it } from 'vitest';
import { attempt } from '../../../../subgraphs/catalog/rules/sheets/rejection.ts';
import { readMpn, readSkuList } from '../../../../subgraphs/catalog/rules/sheets/sku.ts';

describe('an MPN', () => {
  it.each([
    ['CFQ7TTC0LH18', '0001', 'CFQ7TTC0LH18:0001'],
    ['CFQ7TTC0LH18', '1', 'CFQ7TTC0LH18:0001'],
    ['CFQ7TTC0LH18', '12', 'CFQ7TTC0LH18:0012'],
    ['CFQ7TTC0LH18', '00A', 'CFQ7TTC0LH18:00A'],
    ['CFQ7TTC0LH18', '12345', 'CFQ7TTC0LH18:12345'],
    ['DZH318Z0BQ36', '9', 'DZH318Z0BQ36:0009'],
    ['DG7GMGF0D5SL', '7', 'DG7GMGF0D5SL:7'],
    ['MAIL', '1', 'MAIL:1'],
  ])('of %s and %s is %s', (product, sku, mpn) => {
    expect(readMpn(product, sku)).toBe(mpn);
  });

  it.each([
    ['', '0001', 'ProductId'],
    ['A:B', '0001', 'ProductId'],
    ['A', '=1', 'SkuId'],
    ['A', 'x'.repeat(41), 'SkuId'],
  ])('is not made of %j and %j', (product, sku, column) => {
    const read = attempt(() => readMpn(product, sku));
    expect(read).toEqual({
      fault: { column, message: expect.stringContaining('An id must have 1 to 40 letters') as string },
    });
  });
});

describe('a list of SKUs', () => {
  it('has spaces, cut ids and repetitions or none, and is sorted', () => {
    expect(readSkuList('C', ' CFQ7TTC0LF8Q/0001, CFQ7TTC0LDPB / 1,CFQ7TTC0LF8Q/1;, ')).toEqual([
      'CFQ7TTC0LDPB:0001',
      'CFQ7TTC0LF8Q:0001',
    ]);
    expect(readSkuList('C', '')).toEqual([]);
  });

  it.each(['A:1', 'A/1|B/2', 'A', 'A/1/2', 'A/', '/1'])('may not contain %j', (text) => {
    const read = attempt(() => readSkuList('ProductSkuConversion', `B/2,${text}`));
    expect(read).toEqual({
      fault: {
        column: 'ProductSkuConversion',
        message: `A SKU must look like "CFQ7TTC0LH18/0001", and a comma must stand between two of them; the value is "${text}".`,
      },
    });
  });
});
