import { iso31661, iso31662 } from 'iso-3166';
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';
import { optionalText, requiredText, type Fields } from '../http/body-fields.ts';
import { invalidInput } from '../http/refusal.ts';

/** Countries in which the vendor requires a state or province. */
const WITH_STATES = new Set(['AU', 'CA', 'US']);

/** Refuses an address with a wrong country, postal code or state, or with a malformed phone number. */
export function refuseWrongAddress(address: Fields): void {
  for (const name of ['firstName', 'lastName', 'addressLine1', 'city']) requiredText(address, name);
  const country = requiredText(address, 'country');
  if (!iso31661.some(({ alpha2 }) => alpha2 === country)) throw invalidInput('country is not an ISO 3166 code.');
  const postalCode = optionalText(address, 'postalCode');
  const hasPostalCode = postalCode !== null && postcodeValidator(postalCode, country);
  if (postcodeValidatorExistsForCountry(country) && !hasPostalCode) {
    throw invalidInput(`postalCode is not one of ${country}.`);
  }
  const state = optionalText(address, 'state');
  if (WITH_STATES.has(country) && !iso31662.some(({ code }) => code === `${country}-${state}`)) {
    throw invalidInput(`state is not one of ${country}.`);
  }
  const phoneNumber = optionalText(address, 'phoneNumber');
  if (phoneNumber !== null && !/^\+?[\d ().-]{5,20}$/.test(phoneNumber)) {
    throw invalidInput('phoneNumber is not a phone number.');
  }
}
