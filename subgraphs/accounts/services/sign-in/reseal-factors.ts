import type { Sealer } from '../../../shared/database/sealing.ts';
import type { UnitOfWork } from '../../../shared/database/transaction.ts';

const PAGE = 500;

interface SealedFactor {
  readonly user_id: string;
  readonly secret_sealed: string | null;
  readonly pending_sealed: string | null;
}

/**
 * Seals the secrets of second factors anew that another key than the present one sealed, so that nobody loses theirs with that
 * key. Answers how many there were.
 */
export async function resealFactors({ write }: UnitOfWork, sealer: Sealer): Promise<number> {
  let count = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await write((tx) =>
      tx.execute<SealedFactor>(
        `select user_id, secret_sealed, pending_sealed from accounts.second_factor
         where user_id > ? order by user_id limit ${PAGE} for update`,
        [after],
      ),
    );
    for (const factor of page) count += (await resealOne({ write }, sealer, factor)) ? 1 : 0;
    after = page.at(-1)?.user_id;
  }
  return count;
}

/** Nothing is written where the secret has become another one meanwhile: that is sealed with the present key. */
async function resealOne({ write }: Pick<UnitOfWork, 'write'>, sealer: Sealer, factor: SealedFactor): Promise<boolean> {
  const renew = (sealed: string | null): string | null =>
    sealed === null || sealer.isCurrent(sealed) ? sealed : sealer.seal(sealer.open(sealed));
  const [secret, pending] = [renew(factor.secret_sealed), renew(factor.pending_sealed)];
  if (secret === factor.secret_sealed && pending === factor.pending_sealed) return false;
  const rows = await write((tx) =>
    tx.execute(
      `update accounts.second_factor set secret_sealed = ?, pending_sealed = ?
       where user_id = ? and secret_sealed is not distinct from ? and pending_sealed is not distinct from ?
       returning user_id`,
      [secret, pending, factor.user_id, factor.secret_sealed, factor.pending_sealed],
    ),
  );
  return rows.length > 0;
}
