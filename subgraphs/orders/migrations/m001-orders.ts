import { Migration } from '@mikro-orm/migrations';

export class M001Orders extends Migration {
  override up(): void {
    this.addSql('create extension if not exists ltree with schema public');
    this.addSql(`create table orders.account (
      id text collate "C" primary key,
      type text not null,
      path public.ltree not null,
      status text not null,
      segment text,
      currency text not null,
      parent_id text collate "C",
      name text not null,
      version int not null
    )`);
    this.addSql('create index account_path on orders.account using gist (path)');
    this.addSql(`create table orders.credit (
      account_id text collate "C" primary key,
      currency text not null,
      limit_minor bigint not null check (limit_minor >= 0),
      balance_minor bigint not null default 0 check (balance_minor >= 0),
      reserved_minor bigint not null default 0 check (reserved_minor >= 0),
      check (balance_minor + reserved_minor <= limit_minor)
    )`);
    this.addSql(`create table orders.ledger_entry (
      id bigint generated always as identity primary key,
      account_id text collate "C" not null,
      order_id text collate "C" not null,
      kind text not null check (kind in ('RESERVED', 'CHARGED', 'RELEASED')),
      amount_minor bigint not null,
      currency text not null,
      occurred_at timestamptz not null,
      unique (order_id, kind)
    )`);
    this.addSql(`create table orders.partner_profile (
      account_id text collate "C" primary key,
      location_mpn_id text not null,
      indirect_reseller_domain text not null,
      verified_at timestamptz not null
    )`);
    this.addCarts();
    this.addOrders();
    this.addEvents();
    this.addPlacements();
    this.addSubscriptions();
  }

  private addCarts(): void {
    this.addSql(`create table orders.cart (
      id text collate "C" primary key,
      reseller_id text collate "C" not null,
      reseller_path public.ltree not null,
      customer_id text collate "C",
      vendor_parameters jsonb not null default '{}',
      ordered_as text collate "C",
      expires_at timestamptz not null,
      created_at timestamptz not null
    )`);
    this.addSql(`create table orders.cart_line (
      id text collate "C" primary key,
      cart_id text collate "C" not null references orders.cart (id) on delete cascade,
      plan_id text collate "C" not null,
      quantity int not null check (quantity > 0),
      unique (cart_id, plan_id)
    )`);
  }

  private addOrders(): void {
    this.addSql('create sequence orders.order_number start 100001');
    this.addSql(`create table orders."order" (
      id text collate "C" primary key,
      number text not null unique,
      type text not null,
      status text not null,
      customer_id text collate "C" not null,
      reseller_id text collate "C" not null,
      path public.ltree not null,
      placed_by text collate "C",
      placed_from text collate "C" not null,
      acted_from text collate "C",
      currency text not null,
      payment_method text not null,
      purchase_order_number text,
      vendor_parameters jsonb not null,
      customer_profile jsonb not null,
      event_sequence int not null default 0,
      created_at timestamptz not null,
      completed_at timestamptz
    )`);
    this.addSql('create index order_path on orders."order" using gist (path)');
    this.addSql('create index order_customer on orders."order" (customer_id, id desc)');
    this.addSql(`create table orders.order_line (
      id text collate "C" primary key,
      order_id text collate "C" not null references orders."order" (id) on delete cascade,
      position int not null,
      plan_id text collate "C" not null,
      product_id text collate "C" not null,
      mpn text not null,
      product_name text not null,
      term text,
      billing_cycle text not null,
      quantity int not null check (quantity > 0),
      currency text not null,
      tiers jsonb not null,
      status text not null,
      error jsonb,
      stage text,
      vendor_order_id text,
      vendor_line_number int,
      unique (order_id, position)
    )`);
    this.addSql(`create table orders.fulfilment (
      order_id text collate "C" primary key references orders."order" (id) on delete cascade,
      connector text not null,
      step text not null,
      fencing int not null default 0,
      tenant_request_id uuid not null,
      agreement_request_id uuid not null,
      cart_request_id uuid not null,
      checkout_request_id uuid not null,
      checkout_sent_at timestamptz,
      vendor_customer_id text,
      vendor_cart_id text,
      steps_done int not null default 0
    )`);
  }

  private addEvents(): void {
    this.addSql(`create table orders.provisioning_event (
      id text collate "C" primary key,
      order_id text collate "C" not null references orders."order" (id) on delete cascade,
      line_id text collate "C",
      sequence int not null,
      status text not null,
      previous_status text,
      message text not null,
      waiting_on jsonb,
      terminal boolean not null,
      path public.ltree not null,
      occurred_at timestamptz not null,
      position bigint generated always as identity,
      transaction_id xid8 not null default pg_current_xact_id(),
      unique (order_id, sequence)
    )`);
    this.addSql('create index event_log on orders.provisioning_event (transaction_id, position)');
    this.addSql('create index event_path on orders.provisioning_event using gist (path)');
  }

  private addPlacements(): void {
    this.addSql(`create table orders.idempotency (
      account_id text collate "C" not null,
      mutation text not null,
      key text not null,
      request_hash text not null,
      order_id text collate "C" not null,
      created_at timestamptz not null,
      primary key (account_id, mutation, key)
    )`);
    this.addSql(`create table orders.placement (
      id text collate "C" primary key,
      account_id text collate "C" not null,
      idempotency_key text,
      state text not null check (state in ('OPEN', 'PLACED', 'ABANDONED')),
      created_at timestamptz not null
    )`);
    this.addSql(
      `create unique index placement_key on orders.placement (account_id, idempotency_key) where state = 'OPEN'`,
    );
    this.addSql(`create table orders.card_payment (
      order_id text collate "C" primary key references orders."order" (id) on delete cascade,
      account_id text collate "C" not null,
      authorisation_id text not null,
      amount_minor bigint not null,
      currency text not null,
      status text not null check (status in ('AUTHORISED', 'CAPTURED', 'VOIDED')),
      captured_minor bigint not null default 0
    )`);
  }

  private addSubscriptions(): void {
    this.addSql(`create table orders.subscription (
      id text collate "C" primary key,
      customer_id text collate "C" not null,
      path public.ltree not null,
      order_id text collate "C" not null references orders."order" (id),
      line_id text collate "C" not null unique references orders.order_line (id),
      plan_id text collate "C" not null,
      product_id text collate "C" not null,
      mpn text not null,
      quantity int not null,
      status text not null,
      auto_renew boolean not null,
      starts_on date not null,
      ends_on date,
      purchased_at timestamptz not null,
      vendor_subscription_id text,
      tenant_domain text not null,
      created_at timestamptz not null
    )`);
    this.addSql('create index subscription_path on orders.subscription using gist (path)');
    this.addSql('create index subscription_customer on orders.subscription (customer_id, id desc)');
    this.addSql(`create table orders.tenant_credential (
      customer_id text collate "C" not null,
      tenant_domain text not null,
      user_id text not null,
      password_sealed text,
      created_at timestamptz not null,
      revealed_at timestamptz,
      revealed_by text collate "C",
      primary key (customer_id, tenant_domain)
    )`);
    this.addSql(`create table orders.audit_entry (
      id bigint generated always as identity primary key,
      action text not null,
      subject text not null,
      user_id text collate "C" not null,
      account_id text collate "C" not null,
      acting_from text collate "C",
      occurred_at timestamptz not null
    )`);
  }
}
