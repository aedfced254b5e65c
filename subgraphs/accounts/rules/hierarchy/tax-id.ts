import { stdnum, type Validator } from 'stdnum';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** Tax ids of all countries have letters and digits, with separators that people add: DE 136695976, 12-3456789. */
const TAX_ID = /^[A-Z\d](?:[ ./-]?[A-Z\d]){3,29}$/;

/** Numbers that some countries have besides, and that are on no bill. */
const NO_TAX_IDS = new Set(['passport', 'clabe', 'kontonr', 'onderwijsnummer', 'epic', 'vid', 'bc_bhn']);

/** A tax id as it is stored: in capitals, with the separators that were given. */
export function writeTaxId(text: string): string {
  return text.trim().toUpperCase();
}

/**
 * Checks a tax id, as `writeTaxId` writes it: its characters, and in a country whose tax ids are known their form and check
 * digits. Any kind of tax id of the country will do, that of a company as well as that of a person who has a business.
 *
 * @param country ISO 3166-1 alpha-2; undefined while there is no address
 */
export function checkTaxId(taxId: string, country: string | undefined): readonly Refusal[] {
  if (!TAX_ID.test(taxId)) return [malformed()];
  const kinds = country === undefined ? [] : kindsOf(country);
  if (kinds.length === 0 || kinds.some(({ validate }) => validate(taxId).isValid)) return [];
  return [unknownThere(country ?? '', kinds)];
}

function kindsOf(country: string): readonly Validator[] {
  const known: Readonly<Record<string, Readonly<Record<string, Validator>>>> = stdnum;
  return Object.entries(known[country] ?? {}).flatMap(([kind, validator]) => (NO_TAX_IDS.has(kind) ? [] : [validator]));
}

function malformed(): Refusal {
  return refusal('INVALID', 'A tax id has 4 to 30 letters and digits.', {
    path: ['taxId'],
    remedies: [{ description: 'Write it as on an invoice: DE136695976 or 12-3456789.' }],
  });
}

function unknownThere(country: string, kinds: readonly Validator[]): Refusal {
  const names = kinds.map(({ localName, abbreviation }) => abbreviation ?? localName);
  return refusal('INVALID', `This is no tax id of the country of the address, ${country}.`, {
    path: ['taxId'],
    remedies: [{ description: `Check every digit. What is known there: ${names.join(', ')}.` }],
  });
}
