import { describe, expect, it } from 'vitest';
import { composePriceMail } from '../../../subgraphs/shared/mail/compose-price-mail.ts';
import { messages } from '../../../subgraphs/shared/mail/messages.ts';
import { amountText, countryText, riseText, termText } from '../../../subgraphs/shared/mail/price-text.ts';
import { SAMPLE_DATA } from '../../../subgraphs/shared/mail/sample-data.ts';

/** With the spaces that a reader sees. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('prices in mails', () => {
  it('have all their digits, and no fewer than the currency has', () => {
    const usd = (amount: string) => plain(amountText(amount, 'USD', 'en-GB'));
    expect([usd('62'), usd('62.2'), usd('62.208'), usd('1234567.5')]).toEqual([
      'USD 62.00',
      'USD 62.20',
      'USD 62.208',
      'USD 1,234,567.50',
    ]);
    expect(usd('0.12345678901234567890123')).toBe('USD 0.12345678901234567890123');
    expect(plain(amountText('1200', 'JPY', 'en-GB'))).toBe('JPY 1,200');
    expect(plain(amountText('1.5', 'KWD', 'de-DE'))).toBe('1,500 KWD');
  });

  it('rise by a percentage with a sign', () => {
    expect([riseText('12.50', 'en-GB'), plain(riseText('0.07', 'de-DE'))]).toEqual(['+12.5%', '+0,07 %']);
  });

  it('are for terms and countries in words', () => {
    const terms = ['P1M', 'P1Y', 'P3Y'].map((term) => [termText(term, 'en-GB'), termText(term, 'de-DE')]);
    // cspell:disable
    expect(terms).toEqual([
      ['1 month', '1 Monat'],
      ['1 year', '1 Jahr'],
      ['3 years', '3 Jahre'],
    ]);
    expect(termText('P2W', 'en-GB')).toBe('P2W');
    expect([countryText('US', 'en-GB'), countryText('CH', 'de-DE')]).toEqual(['United States', 'Schweiz']);
    // cspell:enable
  });
});

describe('the mail about prices that rise', () => {
  const sample = SAMPLE_DATA['prices.rising'];
  const [line] = sample.rises;
  const compose = (changed: object, language = 'en') =>
    composePriceMail({ ...sample, rises: [{ ...line, ...changed }] } as typeof sample, messages(language));

  it('tells of licences for ever, and of what was free', () => {
    const [item] = compose({ term: null, billingCycle: 'ONE_TIME', before: '0', percent: null }).items;
    expect(item?.outcome).toBe('no longer free');
    expect(item?.details[0]?.text).toBe('Commercial, United States: perpetual, billed once');
  });

  it('counts further plans only where there are any', () => {
    const titles = (plans: number) =>
      composePriceMail({ ...sample, plans }, messages('en')).notes.map(({ title }) => title);
    expect(titles(sample.rises.length)).not.toContain('More plans');
    expect(titles(sample.rises.length + 1)).toContain('More plans');
  });
});
