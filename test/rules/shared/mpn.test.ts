import { describe, expect, it } from 'vitest';
import { meansMpn, readMpn } from '../../../subgraphs/shared/domain/mpn.ts';

describe('a manufacturer part number', () => {
  it.each(['CFQ7TTC0LH18:0001', 'cfq7ttc0lh18:0001', 'Cfq7ttc0lh18/0001', ' CFQ7TTC0LH18/0001 ', 'CFQ7TTC0LH18'])(
    'is found in the catalogue by %s',
    (text) => {
      expect(meansMpn(text, 'CFQ7TTC0LH18:0001')).toBe(true);
    },
  );

  it.each(['CFQ7TTC0LH18:0002', 'CFQ7TTC0LH1', 'CFQ7TTC0LH18:0001:1', 'CFQ7TTC0LH18:', ':0001', '', '%', 'ß:0001'])(
    'is not found in the catalogue by %j',
    (text) => {
      expect(meansMpn(text, 'CFQ7TTC0LH18:0001')).toBe(false);
    },
  );

  it('is read in capital letters, with its SKU when it has one', () => {
    expect(readMpn('abc/1')).toEqual({ product: 'ABC', sku: '1' });
    expect(readMpn('abc')).toEqual({ product: 'ABC', sku: undefined });
    expect(readMpn('a b')).toBeUndefined();
  });
});
