import { Migration } from '@mikro-orm/migrations';

/** Marketplaces have a permission of their own. Who managed those of a reseller, with its prices, goes on doing so. */
export class M026CatalogPermission extends Migration {
  override up(): void {
    for (const table of ['"user"', 'api_client']) {
      this
        .addSql(`update accounts.${table} as holder set permissions = array_append(holder.permissions, 'MANAGE_CATALOG')
        from accounts.account
        where account.id = holder.account_id and account.type = 'RESELLER'
          and holder.permissions @> '{MANAGE_PRICES}' and not holder.permissions @> '{MANAGE_CATALOG}'`);
    }
  }
}
