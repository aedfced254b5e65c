import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import type { Checked } from '../../../shared/domain/places/addresses.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { checkTaxId, writeTaxId } from './tax-id.ts';

/** What is known of an account for its bills and its mail. What is left out is not checked; null removes a tax id. */
export interface AccountProfile {
  readonly taxId?: Optional<string>;
  /** BCP 47. */
  readonly language?: string | undefined;
}

/**
 * Checks a tax id and a language. The value is in the form in which it is stored.
 *
 * @param country of the account's address, whose tax id it is
 */
export function checkProfile(
  { taxId, language }: AccountProfile,
  country: string | undefined,
): Checked<AccountProfile> {
  const writtenId = isGiven(taxId) ? writeTaxId(taxId) : taxId;
  const tag = language === undefined ? undefined : canonicalLanguage(language);
  return {
    value: { taxId: writtenId, language: tag },
    errors: [
      ...(isGiven(writtenId) ? checkTaxId(writtenId, country) : []),
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

function languageInvalid(): Refusal {
  return refusal('INVALID', 'This is not a language tag.', {
    path: ['language'],
    remedies: [
      {
        description:
          'Write it as in BCP 47: en, de or de-AT. Mail comes in English and German, and in English for other languages.',
      },
    ],
  });
}
