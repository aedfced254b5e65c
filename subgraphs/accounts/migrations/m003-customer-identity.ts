import { Migration } from '@mikro-orm/migrations';

/** A tenant belongs to one customer. A customer remembers its first order, and the input of the call that created it. */
export class M003CustomerIdentity extends Migration {
  override up(): void {
    this.addSql(
      'alter table accounts.account add column placement_input_hash text, add column first_ordered_at timestamptz',
    );
    // When several customers have the same tenant, the oldest keeps it, because nothing else tells whose it is.
    this.addSql(`update accounts.account set tenant_domain = null, version = version + 1
      from (
        select id, row_number() over (partition by lower(tenant_domain) order by created_at, id) as place
        from accounts.account where tenant_domain is not null
      ) as claim
      where claim.id = account.id and claim.place > 1`);
    this.addSql(
      'create unique index account_tenant on accounts.account (lower(tenant_domain)) where tenant_domain is not null',
    );
  }
}
