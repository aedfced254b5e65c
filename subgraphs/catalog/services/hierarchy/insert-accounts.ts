import type { Writer } from '../../../shared/database/transaction.ts';
import type { AskedAccount } from './ask-for-account.ts';

/** Stores accounts that the graph has answered, in version 0: any fact about them is newer, and what is known stays. */
export async function insertAccounts(tx: Writer, accounts: readonly AskedAccount[]): Promise<void> {
  const rows = accounts.map(({ parentId, ...account }) => ({ ...account, parent_id: parentId }));
  await tx.execute(
    `insert into catalog.account (id, type, path, status, segment, currency, parent_id, version)
     select id, type, path::ltree, status, segment, currency, parent_id, 0
     from jsonb_to_recordset(?::jsonb)
       as asked (id text, type text, path text, status text, segment text, currency text, parent_id text)
     on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
}
