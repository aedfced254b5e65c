import { moveCopies, rememberMove, type AccountMove } from '../../../shared/database/account-moves.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';

/**
 * Takes the copies of an account and of everything below it to their new places: from then on prices follow the rules of its
 * new sellers. The rules that accounts within the subtree have for each other stay.
 */
export async function followMove({ write }: WorkContext, fact: AccountMove): Promise<void> {
  await write(async (tx) => {
    for (const move of await rememberMove(tx, 'catalog', fact)) {
      await moveCopies(tx, 'catalog', move);
      await leaveOldSellers(tx, move.accountId);
    }
  });
}

/**
 * Ends what an account's sellers of before have laid down for it: their rules for prices. Its listings that wait for consent
 * wait for the seller that it has.
 */
export async function leaveOldSellers(tx: Writer, accountId: Id<'acc'>): Promise<void> {
  await endForeignMargins(tx, accountId);
  await tx.execute(
    `update catalog.listing set asked_id = owner.parent_id
     from catalog.marketplace join catalog.account as owner on owner.id = marketplace.owner_id
     where marketplace.owner_id = ? and listing.marketplace_id = marketplace.id and listing.status = 'REQUESTED'
       and listing.asked_id <> owner.parent_id`,
    [accountId],
  );
}

async function endForeignMargins(tx: Writer, accountId: Id<'acc'>): Promise<void> {
  await tx.execute(
    `delete from catalog.margin using catalog.account as buyer
     where margin.account_id = ? and buyer.id = margin.account_id and margin.seller_id <> buyer.parent_id`,
    [accountId],
  );
}
