import DataLoader from 'dataloader';
import { isGiven } from '../../shared/domain/given.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { AccountEntity } from '../entities/account.ts';
import { learnAccounts, type PlaceParts } from './account-places.ts';

/**
 * Batches the countries of accounts; undefined where none is known. Accounts that the catalogue does not know yet are asked
 * for in the viewer's name.
 */
export function createCountryLoader(parts: PlaceParts): DataLoader<Id<'acc'>, string | undefined> {
  return new DataLoader(async (ids) => {
    const known = await parts.unitOfWork.read.byIds(AccountEntity, ids);
    const countries = new Map(known.map(({ id, country }) => [id, country] as const));
    const unknown = ids.filter((id) => !countries.has(id));
    for (const { id, country } of await learnAccounts(parts, unknown)) countries.set(id, country);
    return ids.map((id) => {
      const country = countries.get(id);
      return isGiven(country) ? country : undefined;
    });
  });
}
