import { characterCount, isStorable } from '../../../shared/domain/characters.ts';
import type { Optional } from '../../../shared/domain/given.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** The texts of a listing as they are to be: undefined leaves one as it is, null takes the vendor's. */
export interface ListingTexts {
  readonly name?: Optional<string>;
  readonly description?: Optional<string>;
}

/** As long as the texts that vendors write. */
export const MAX_LISTING_NAME = 300;
export const MAX_LISTING_DESCRIPTION = 5_000;

/** What is wrong with the texts of a listing. */
export function listingTextFaults({ name, description }: ListingTexts): readonly Refusal[] {
  return [...faults('name', name, MAX_LISTING_NAME), ...faults('description', description, MAX_LISTING_DESCRIPTION)];
}

function faults(field: string, text: Optional<string>, most: number): readonly Refusal[] {
  if (text === undefined || text === null) return [];
  if (!isStorable(text)) return [refusal('INVALID', 'The text cannot be stored.', { path: [field] })];
  if (characterCount(text) <= most) return [];
  return [refusal('TOO_LONG', `The text may have at most ${most} characters.`, { path: [field] })];
}
