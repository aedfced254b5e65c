import { Migration } from '@mikro-orm/migrations';

/** Who owns a tenant and a partner's identity, who accepted the vendor's agreement, and which estimates were bought. */
export class M002Ownership extends Migration {
  override up(): void {
    this.addTenants();
    this.addPartnerOwnership();
    this.addAgreements();
    this.addSeatPools();
    this.addSql(`create table orders.spent_estimate (
      id text collate "C" primary key,
      order_id text collate "C" not null,
      expires_at timestamptz not null
    )`);
    this.addSql('create index spent_estimate_expiry on orders.spent_estimate (expires_at)');
  }

  /** Where two customers have had subscriptions in one tenant, it stays with the first. */
  private addTenants(): void {
    this.addSql(`create table orders.tenant (
      domain text collate "C" primary key,
      customer_id text collate "C" not null,
      claimed_by text collate "C",
      claimed_at timestamptz not null,
      check (domain = lower(domain))
    )`);
    this.addSql('create index tenant_customer on orders.tenant (customer_id)');
    this.addSql(`insert into orders.tenant (domain, customer_id, claimed_by, claimed_at)
      select distinct on (lower(tenant_domain)) lower(tenant_domain), customer_id, order_id, created_at
      from orders.subscription where tenant_domain <> '' order by lower(tenant_domain), created_at`);
  }

  private addPartnerOwnership(): void {
    this.addSql('alter table orders.partner_profile add column verified_by text collate "C"');
    this.addSql(`delete from orders.partner_profile as later using orders.partner_profile as earlier
      where (later.verified_at, later.account_id) > (earlier.verified_at, earlier.account_id)
        and (later.location_mpn_id = earlier.location_mpn_id
          or lower(later.indirect_reseller_domain) = lower(earlier.indirect_reseller_domain))`);
    this.addSql('create unique index partner_profile_mpn on orders.partner_profile (location_mpn_id)');
    this.addSql(
      'create unique index partner_profile_domain on orders.partner_profile (lower(indirect_reseller_domain))',
    );
  }

  private addAgreements(): void {
    this.addSql(`create table orders.customer_agreement (
      id bigint generated always as identity primary key,
      customer_id text collate "C" not null,
      version text not null,
      first_name text not null,
      last_name text not null,
      email text not null,
      phone text,
      accepted_on date not null,
      order_id text collate "C",
      recorded_by text collate "C",
      recorded_at timestamptz not null
    )`);
    this.addSql('create index customer_agreement_newest on orders.customer_agreement (customer_id, id desc)');
    this.addSql('alter table orders.fulfilment add column agreement_needed_since timestamptz');
    this.addSql(
      'create index fulfilment_agreement on orders.fulfilment (order_id) where agreement_needed_since is not null',
    );
  }

  /** Seats are counted by tenant over what is active and what is on its way. */
  private addSeatPools(): void {
    this.addSql(`alter table orders.order_line add column kind text not null default 'LICENCE'
      check (kind in ('LICENCE', 'SOFTWARE', 'PERPETUAL'))`);
    this.addSql(`update orders.order_line set kind = 'PERPETUAL' where term is null`);
    this.addSql('create index subscription_tenant on orders.subscription (tenant_domain, mpn)');
    this.addSql(`create index order_open_tenant on orders."order" ((vendor_parameters ->> 'tenantDomain'))
      where completed_at is null`);
  }
}
