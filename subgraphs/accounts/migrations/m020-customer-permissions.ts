import { Migration } from '@mikro-orm/migrations';

/** Administrators of customers manage their own account, with its payment terms. Limited ones do not. */
export class M020CustomerPermissions extends Migration {
  override up(): void {
    this.addSql(`update accounts."user" as person set permissions = array_prepend('MANAGE_ACCOUNTS', person.permissions)
      from accounts.account
      where account.id = person.account_id and account.type = 'CUSTOMER' and person.kind = 'ADMINISTRATOR'
        and person.permissions @> '{MANAGE_USERS}' and not person.permissions @> '{MANAGE_ACCOUNTS}'`);
  }
}
