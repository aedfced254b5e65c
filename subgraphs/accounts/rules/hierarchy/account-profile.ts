import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import type { Checked } from '../../../shared/domain/places/addresses.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** What is known of an account for its bills and its mail. What is left out is not checked; null removes a tax id. */
export interface AccountProfile {
  readonly taxId?: Optional<string>;
  /** BCP 47. */
  readonly language?: string | undefined;
}

/** Tax ids of all countries have letters and digits, with separators that people add: DE 123456789, 12-3456789. */
const TAX_ID = /^[A-Z\d](?:[ ./-]?[A-Z\d]){3,29}$/;

/** Checks a tax id and a language. The value is in the form in which it is stored. */
export function checkProfile({ taxId, language }: AccountProfile): Checked<AccountProfile> {
  const writtenId = isGiven(taxId) ? taxId.trim().toUpperCase() : taxId;
  const tag = language === undefined ? undefined : canonicalLanguage(language);
  return {
    value: { taxId: writtenId, language: tag },
    errors: [
      ...(isGiven(writtenId) && !TAX_ID.test(writtenId) ? [taxIdInvalid()] : []),
      ...(language !== undefined && tag === undefined ? [languageInvalid()] : []),
    ],
  };
}

function canonicalLanguage(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

function taxIdInvalid(): Refusal {
  return refusal('INVALID', 'A tax id has 4 to 30 letters and digits.', {
    path: ['taxId'],
    remedies: [{ description: 'Write it as on an invoice: DE123456789 or 12-3456789.' }],
  });
}

function languageInvalid(): Refusal {
  return refusal('INVALID', 'This is not a language tag.', {
    path: ['language'],
    remedies: [
      { description: 'Write it as in BCP 47: en, de or de-AT. Mail in other languages than English comes in English.' },
    ],
  });
}
