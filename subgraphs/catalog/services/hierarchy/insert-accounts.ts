import type { Writer } from '../../../shared/database/transaction.ts';
import type { AskedAccount } from './ask-for-account.ts';

/**
 * Stores accounts that the graph has answered, in version 0: any fact about them is newer, and what is known stays. Their
 * places are those after every move that is known.
 */
export async function insertAccounts(tx: Writer, accounts: readonly AskedAccount[]): Promise<void> {
  const rows = accounts.map(({ parentId, ...account }) => ({ ...account, parent_id: parentId }));
  await tx.execute(
    `insert into catalog.account (id, type, path, status, segment, currency, country, parent_id, version)
     select id, type, place.path, status, segment, currency, country, parent_id, 0
     from jsonb_to_recordset(?::jsonb)
       as asked (id text, type text, path text, status text, segment text, currency text, country text,
         parent_id text)
       cross join lateral catalog.placed(asked.path::ltree, 0) as place
     on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
}
