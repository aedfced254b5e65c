import { describe, expect, it } from 'vitest';
import { attempt } from '../../../../subgraphs/catalog/rules/sheets/rejection.ts';
import { checkText } from '../../../../subgraphs/catalog/rules/sheets/sheet-text.ts';

const faultOf = (text: string): string | undefined => {
  const read = attempt(() => checkText('SkuTitle', text));
  return 'fault' in read ? read.fault.message : undefined;
};

describe('a text of a sheet', () => {
  it.each([
    '=HYPERLINK("https://example.com","x")',
    '=1',
    '+cmd|calc!A0',
    '@SUM(1)',
    '-2+3',
    "- 1|'/C calc'!A0",
    '＝1',
    '－1',
  ])('must not begin like the formula %j', (text) => {
    expect(faultOf(text)).toBe(`A text must not begin like a formula; the value is "${text}".`);
  });

  it('may contain anything else but the character NUL', () => {
    for (const text of ['Mail = calendar', 'a@b', '- with Teams\n- with calendar', '1+1', '"quoted"', '', '漢字']) {
      expect(faultOf(text)).toBeUndefined();
    }
    expect(faultOf('a\0b')).toBe('The text contains the character NUL.');
  });
});
