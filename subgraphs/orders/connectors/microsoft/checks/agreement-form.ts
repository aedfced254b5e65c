import { isGiven } from '../../../../shared/domain/given.ts';
import { refusal, type Refusal, type UserErrorCode } from '../../../../shared/domain/refusal.ts';
import type { CustomerAgreement } from '../../../rules/tenants/customer-agreement.ts';

/** The first day of the Microsoft Customer Agreement. Nobody can have accepted it before. */
const FIRST_DAY = '2019-10-01';

const MAX_NAME_LENGTH = 100;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u;
const PHONE = /^\+[1-9]\d{5,14}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Lists everything that is wrong with the form of an acceptance; an empty list means that nothing is. */
export function agreementFaults(agreement: CustomerAgreement, now: Date): readonly Refusal[] {
  const { firstName, lastName, email, phone, acceptedOn } = agreement;
  return [
    ...nameFaults('firstName', firstName),
    ...nameFaults('lastName', lastName),
    ...(EMAIL.test(email) ? [] : [fault('email', 'INVALID', 'This is not a valid e-mail address.')]),
    ...(isGiven(phone) ? phoneFaults(phone) : []),
    ...dayFaults(acceptedOn, now),
  ];
}

function fault(field: keyof CustomerAgreement, code: UserErrorCode, message: string): Refusal {
  return refusal(code, message, { path: ['vendorParameters', 'agreement', field] });
}

function nameFaults(field: 'firstName' | 'lastName', name: string): readonly Refusal[] {
  const { length } = name.trim();
  if (length === 0) {
    const which = field === 'firstName' ? 'first' : 'last';
    return [fault(field, 'INVALID', `Give the ${which} name of the person who accepted the agreement.`)];
  }
  if (length <= MAX_NAME_LENGTH) return [];
  return [fault(field, 'TOO_LONG', `A name can have at most ${MAX_NAME_LENGTH} characters.`)];
}

function phoneFaults(phone: string): readonly Refusal[] {
  if (PHONE.test(phone)) return [];
  const message = 'A phone number must start with + and the country code, followed by digits only.';
  return [fault('phone', 'INVALID', message)];
}

function dayFaults(day: string, now: Date): readonly Refusal[] {
  const time = Date.parse(`${day}T00:00:00Z`);
  const isDay = DAY.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  if (!isDay) return [fault('acceptedOn', 'INVALID', 'This is not a valid date in the form YYYY-MM-DD.')];
  const today = now.toISOString().slice(0, 10);
  if (day >= FIRST_DAY && day <= today) return [];
  return [fault('acceptedOn', 'OUT_OF_RANGE', `The day of acceptance must be from ${FIRST_DAY} to today.`)];
}
