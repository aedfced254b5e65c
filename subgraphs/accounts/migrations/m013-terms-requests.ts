import { Migration } from '@mikro-orm/migrations';

/** Requests for payment terms, each with its decision. What holds at present stays with the account. */
export class M013TermsRequests extends Migration {
  override up(): void {
    this.addSql(`create table accounts.terms_request (
      id text collate "C" primary key,
      account_id text collate "C" not null references accounts.account on delete cascade,
      status text not null check (status in ('REQUESTED', 'APPROVED', 'DECLINED')),
      currency text not null,
      business_centre_number text,
      contact jsonb,
      wanted_minor bigint check (wanted_minor > 0),
      requested_by text collate "C",
      requested_at timestamptz not null,
      credit_limit_minor bigint check (credit_limit_minor > 0),
      payment_days int check (payment_days between 1 and 365),
      billing_day int check (billing_day between 1 and 28),
      reason text,
      decided_by text collate "C",
      decided_at timestamptz,
      check ((status = 'REQUESTED') = (decided_at is null)),
      check (status <> 'APPROVED' or credit_limit_minor is not null)
    )`);
    this.addSql(`create unique index terms_request_open on accounts.terms_request (account_id)
      where status = 'REQUESTED'`);
    this.addSql('create index terms_request_account on accounts.terms_request (account_id, requested_at desc)');
    this.addSql(`insert into accounts.terms_request
        (id, account_id, status, currency, requested_at, credit_limit_minor, decided_at)
      select replace(id, 'acc_', 'trm_'), id, terms_status, currency, coalesce(terms_requested_at, created_at),
        terms_credit_limit_minor, case when terms_status <> 'REQUESTED' then coalesce(terms_decided_at, created_at) end
      from accounts.account where terms_status is not null`);
  }
}
