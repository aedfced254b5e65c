import { createHash } from 'node:crypto';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import type { NewAccount } from '../../rules/onboarding/new-account.ts';

/** A call that creates an account and may be sent again. */
export interface Placement {
  readonly id: string;
  readonly inputHash: string;
}

/** The id of a placement: an idempotency key belongs to the account that sends it. */
export function placementIdOf(accountId: Id<'acc'>, idempotencyKey: string): string {
  return `${accountId}:${idempotencyKey}`;
}

/** The placement of a request; undefined for a request without an idempotency key. */
export function placementOf(viewer: SignedInPrincipal, request: NewAccount): Placement | undefined {
  if (request.type === 'RESELLER') return undefined;
  const { idempotencyKey, ...content } = request;
  if (idempotencyKey === undefined) return undefined;
  const inputHash = createHash('sha256').update(canonical(content)).digest('base64url');
  return { id: placementIdOf(viewer.accountId, idempotencyKey), inputHash };
}

/** A text that is the same for equal content: names in order, and nothing for what is left out. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== null && field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

/**
 * Finds the account that the same placement created before. Undefined when there is none, refused when that call had
 * different input. The account is returned as it is now, even if it was changed after its creation.
 */
export async function findPlaced(
  read: Reader,
  placement: Placement | undefined,
): Promise<Outcome<AccountRow> | undefined> {
  if (placement === undefined) return undefined;
  const known = await read.findOne(AccountEntity, { placementId: placement.id });
  if (known === null) return undefined;
  // For an account without a hash of its input, the input counts as the same.
  if ((known.placementInputHash ?? placement.inputHash) === placement.inputHash) return done(known);
  return refused(
    refusal('IDEMPOTENCY_CONFLICT', 'The idempotency key was already used for an account with different input.', {
      path: ['idempotencyKey'],
    }),
  );
}
