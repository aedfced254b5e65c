import { refusal, type Refusal } from '../../../../shared/domain/refusal.ts';
import type { CustomerAgreement } from '../../../rules/tenants/customer-agreement.ts';

/** The vendor's customer agreement exists since then: nobody accepted it before. */
const FIRST_DAY = '2019-10-01';

const MAX_NAME_LENGTH = 100;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u;
const PHONE = /^\+[1-9]\d{5,14}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const path = (field: keyof CustomerAgreement): readonly string[] => ['vendorParameters', 'agreement', field];

/** Everything that is wrong with a stated acceptance: names, e-mail, phone and the day. Empty when nothing is. */
export function agreementFaults(agreement: CustomerAgreement, now: Date): readonly Refusal[] {
  const { firstName, lastName, email, phone, acceptedOn } = agreement;
  return [
    ...nameFaults('firstName', firstName),
    ...nameFaults('lastName', lastName),
    ...(EMAIL.test(email) ? [] : [refusal('INVALID', 'This is no e-mail address.', { path: path('email') })]),
    ...(typeof phone !== 'string' || PHONE.test(phone)
      ? []
      : [refusal('INVALID', 'A phone number begins with + and the country code.', { path: path('phone') })]),
    ...dayFaults(acceptedOn, now),
  ];
}

function nameFaults(field: 'firstName' | 'lastName', name: string): readonly Refusal[] {
  const text = name.trim();
  if (text.length === 0) {
    return [refusal('INVALID', 'The one who accepted has a name.', { path: path(field) })];
  }
  if (text.length <= MAX_NAME_LENGTH) return [];
  return [refusal('TOO_LONG', `A name has up to ${MAX_NAME_LENGTH} characters.`, { path: path(field) })];
}

function dayFaults(day: string, now: Date): readonly Refusal[] {
  const time = Date.parse(`${day}T00:00:00Z`);
  const isDay = DAY.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  if (!isDay) return [refusal('INVALID', 'This is no day of the calendar.', { path: path('acceptedOn') })];
  const today = now.toISOString().slice(0, 10);
  if (day >= FIRST_DAY && day <= today) return [];
  const message = `The agreement was accepted on a day from ${FIRST_DAY} to today.`;
  return [refusal('OUT_OF_RANGE', message, { path: path('acceptedOn') })];
}
