import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isGiven, type Optional } from '../given.ts';
import { countryName } from './countries.ts';
import { needsPostalCode, normalisePostalCode, postalCodeExample } from './postal-codes.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { normaliseSubdivision, subdivisionExample } from './subdivisions.ts';

/** The parts of an address for which each country has rules. Other fields are passed through. */
export interface PostalAddress {
  readonly region?: Optional<string>;
  readonly postalCode?: Optional<string>;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** A contact with an optional telephone number. Other fields are passed through. */
export interface Reachable {
  readonly phone?: Optional<string>;
}

/** A value in the form in which it is stored, and what is wrong with it. With errors, the value is as it was given. */
export interface Checked<T> {
  readonly value: T;
  readonly errors: readonly Refusal[];
}

const isBlank = (text: Optional<string>): text is Optional<''> => !isGiven(text) || text.trim() === '';

/**
 * Checks an address by the rules of its country, and converts it to the format of the country: the postal code in capitals,
 * the state as its code. Each error is an ADDRESS_INVALID with an example of the right format.
 *
 * @param path of the address in the input, such as `['newCustomer', 'address']`
 */
export function checkAddress<T extends PostalAddress>(address: T, path: readonly string[] = ['address']): Checked<T> {
  const postalCode = checkPostalCode(address, [...path, 'postalCode']);
  const region = checkRegion(address, [...path, 'region']);
  const errors = [...postalCode.errors, ...region.errors];
  return {
    value: errors.length > 0 ? address : { ...address, postalCode: postalCode.value, region: region.value },
    errors,
  };
}

function checkPostalCode({ postalCode, country }: PostalAddress, path: readonly string[]): Checked<string | null> {
  const example = postalCodeExample(country);
  const name = countryName(country);
  const remedies = [
    { description: `Write it in the format of ${name}${example === undefined ? '' : `: "${example}"`}.` },
  ];
  if (isBlank(postalCode)) {
    if (!needsPostalCode(country)) return { value: null, errors: [] };
    const message = `An address in ${name} needs a postal code.`;
    return { value: null, errors: [refusal('ADDRESS_INVALID', message, { path, remedies })] };
  }
  const value = normalisePostalCode(postalCode, country);
  if (value !== undefined) return { value, errors: [] };
  const message = `This is not a valid postal code in ${name}.`;
  return { value: postalCode, errors: [refusal('ADDRESS_INVALID', message, { path, remedies })] };
}

function checkRegion({ region, country }: PostalAddress, path: readonly string[]): Checked<string | null> {
  const example = subdivisionExample(country);
  const name = countryName(country);
  const remedies = [
    {
      description: `Give the code or the name of the state or province${example === undefined ? '' : `: ${example}`}.`,
    },
  ];
  if (isBlank(region)) {
    if (example === undefined) return { value: null, errors: [] };
    const message = `An address in ${name} needs a state or province.`;
    return { value: null, errors: [refusal('ADDRESS_INVALID', message, { path, remedies })] };
  }
  const value = normaliseSubdivision(region, country);
  if (value !== undefined) return { value, errors: [] };
  const message = `There is no such state or province in ${name}.`;
  return { value: region, errors: [refusal('ADDRESS_INVALID', message, { path, remedies })] };
}

/** Longer than any number that people write. A longer text is not parsed. */
const MAX_PHONE_LENGTH = 40;

/**
 * A telephone number in E.164 form, `+12065550100`; undefined when it is not a valid number.
 *
 * @param country the country of the address, whose numbers need no country code
 */
export function normalisePhone(phone: string, country: string | undefined): string | undefined {
  if (phone.length > MAX_PHONE_LENGTH) return undefined;
  const text = phone.trim();
  const number =
    country !== undefined && isSupportedCountry(country)
      ? parsePhoneNumberFromString(text, { defaultCountry: country, extract: false })
      : parsePhoneNumberFromString(text, { extract: false });
  // E.164 has no place for an extension, and without the extension the call would reach somebody else.
  return number?.isValid() === true && number.ext === undefined ? number.number : undefined;
}

/**
 * Checks the telephone number of a contact, if it has one, and converts it to E.164 form.
 *
 * @param country the country of the address, whose numbers need no country code
 * @param path of the contact in the input, such as `['newCustomer', 'contact']`
 */
export function checkPhone<T extends Reachable>(
  contact: T,
  country: string | undefined,
  path: readonly string[] = ['contact'],
): Checked<T> {
  if (isBlank(contact.phone)) return { value: { ...contact, phone: null }, errors: [] };
  const phone = normalisePhone(contact.phone, country);
  if (phone !== undefined) return { value: { ...contact, phone }, errors: [] };
  const message = 'This is not a valid telephone number.';
  const remedies = [{ description: 'Write it with its country code and without an extension: "+12065550100".' }];
  const errors = [refusal('ADDRESS_INVALID', message, { path: [...path, 'phone'], remedies })];
  return { value: contact, errors };
}
