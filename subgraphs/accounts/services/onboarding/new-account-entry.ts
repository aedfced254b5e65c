import type { RecordedChange } from '../../../shared/database/record-change.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';
import { newAccountChanges, newUserChanges } from '../../rules/audit/shown-changes.ts';

/** A new account with its first administrator. */
interface NewAccountRows {
  readonly account: AccountRow;
  readonly parent: Pick<AccountRow, 'id'>;
  readonly user: UserRow;
}

/**
 * What the audit log tells of a new account. The entry stands on the account above, which has a new one below it: so it stays
 * there when the new one goes with a refused order.
 */
export function newAccountEntry({ account, parent, user }: NewAccountRows): Omit<RecordedChange, 'action'> {
  const [ofAccount, ofUser] = [newAccountChanges(account), newUserChanges(user)];
  const named = ofUser.changes.map((change) => ({ ...change, field: `administrator.${change.field}` }));
  return {
    accountId: parent.id,
    subjectId: account.id,
    changes: [...ofAccount.changes, ...named],
    persons: [
      ...ofAccount.persons,
      ...ofUser.persons.map(({ changes, ...person }) => ({
        ...person,
        changes: changes.map((change) => ({ ...change, field: `administrator.${change.field}` })),
      })),
    ],
  };
}
