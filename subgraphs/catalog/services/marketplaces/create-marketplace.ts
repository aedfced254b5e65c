import { recordChange } from '../../../shared/database/record-change.ts';
import { isUniqueViolation } from '../../../shared/database/transaction.ts';
import { characterCount } from '../../../shared/domain/characters.ts';
import { firstValues } from '../../../shared/domain/field-changes.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { MarketplaceEntity, type MarketplaceRow } from '../../entities/marketplace.ts';

export interface NewMarketplace {
  readonly ownerId: Id<'acc'>;
  readonly name: string;
  readonly market: string;
  readonly currency: string;
}

const MAX_NAME = 200;

/** Creates a marketplace of a selling account that the viewer may see. */
export async function createMarketplace(
  context: SignedInContext,
  input: NewMarketplace,
): Promise<Outcome<MarketplaceRow>> {
  const errors = [...(await checkOwner(context, input.ownerId)), ...checkName(input.name)];
  if (errors.length > 0) return refused(...errors);
  try {
    return await context.write(async (tx) => {
      const marketplace = tx.create(MarketplaceEntity, { id: newId('mkt'), ...input, createdAt: context.deps.now() });
      await tx.flush();
      await recordChange(tx, context, {
        action: 'createMarketplace',
        accountId: marketplace.ownerId,
        subjectId: marketplace.id,
        changes: firstValues(marketplace, ['name', 'market', 'currency']),
      });
      return done(marketplace);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = 'The account already has a marketplace with this name.';
    return refused(refusal('ALREADY_EXISTS', message, { path: ['name'] }));
  }
}

/** Why an account cannot own a marketplace or a hub. */
export async function checkOwner({ loaders }: SignedInContext, ownerId: Id<'acc'>): Promise<readonly Refusal[]> {
  const owner = await loaders.place.load(ownerId);
  if (owner === null) return [notFound('account', 'ownerId')];
  if (owner.type !== 'CUSTOMER') return [];
  const message = 'A customer sells to no other account, so it owns neither marketplaces nor hubs.';
  return [refusal('NOT_ALLOWED', message, { path: ['ownerId'] })];
}

/** What is wrong with a name. */
export function checkName(name: string): readonly Refusal[] {
  if (name !== '' && characterCount(name) <= MAX_NAME && !name.includes('\0')) return [];
  return [refusal('INVALID', `A name must have 1 to ${MAX_NAME} characters.`, { path: ['name'] })];
}
