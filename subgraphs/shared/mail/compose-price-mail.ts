import type { MailBody, MailItem, MailNote } from './content.ts';
import { dayText, numberText } from './date-text.ts';
import type { Language } from './language.ts';
import type { PriceRise, PriceRiseMail } from './message-data.ts';
import { amountText, countryText, riseText, termText } from './price-text.ts';
import { fill } from './texts.ts';

/** The content of a mail that tells a reseller which of its own buying prices rise. */
export function composePriceMail(mail: PriceRiseMail, language: Language): MailBody {
  const { locale, prices } = language;
  const { subject, heading, opening, because } = language.messages['prices.rising'];
  const { accountName, vendorName } = mail;
  const values = { accountName, vendorName, since: dayText(mail.since, locale) };
  return {
    subject: fill(subject, values),
    values,
    heading,
    opening: opening.map((text) => fill(text, values)),
    facts: [
      { label: prices.account, value: accountName },
      { label: prices.plans, value: numberText(mail.plans, locale) },
      { label: prices.since, value: values.since },
    ],
    items: mail.rises.map((rise) => itemOf(rise, language)),
    notes: notesOf(mail, language),
    hasLinks: true,
    because: fill(because, values),
  };
}

function itemOf(rise: PriceRise, { prices, locale }: Language): MailItem {
  const { productName, term, percent, currency } = rise;
  const plan = {
    segment: prices.segments[rise.segment],
    market: countryText(rise.market, locale),
    term: term === null ? prices.perpetual : termText(term, locale),
    billing: prices.billing[rise.billingCycle],
  };
  const change = {
    since: dayText(rise.effectiveAt, locale),
    before: amountText(rise.before, currency, locale),
    after: amountText(rise.after, currency, locale),
  };
  return {
    title: productName,
    outcome: percent === null ? prices.noLongerFree : riseText(percent, locale),
    tone: 'waiting',
    details: [{ text: fill(prices.plan, plan) }, { text: fill(prices.change, change) }],
  };
}

function notesOf(
  { plans, rises, accountName }: PriceRiseMail,
  { prices: { more, list, off }, locale }: Language,
): readonly MailNote[] {
  const count = plans - rises.length;
  return [
    ...(count > 0 ? [{ ...more, text: fill(more.text, { count: numberText(count, locale) }) }] : []),
    list,
    { ...off, text: fill(off.text, { accountName }) },
  ];
}
