import { Migration } from '@mikro-orm/migrations';

/** Why an account is on hold, each reason apart, and why it was cancelled. */
export class M009Holds extends Migration {
  override up(): void {
    this.addSql(`create table accounts.hold (
      account_id text collate "C" not null references accounts.account on delete cascade,
      kind text not null check (kind in ('CREDIT', 'OVERDUE', 'ADMINISTRATIVE')),
      reason text not null,
      placed_by text not null,
      placed_for text collate "C",
      placed_at timestamptz not null,
      primary key (account_id, kind)
    )`);
    this.addSql(`insert into accounts.hold (account_id, kind, reason, placed_by, placed_at)
      select id, case status when 'ADMIN_HOLD' then 'ADMINISTRATIVE' else 'CREDIT' end, 'not recorded', '', now()
      from accounts.account where status in ('CREDIT_HOLD', 'ADMIN_HOLD')`);
    this.addSql(`create table accounts.cancellation (
      account_id text collate "C" primary key references accounts.account on delete cascade,
      reason text not null,
      cancelled_by text not null,
      cancelled_at timestamptz not null
    )`);
  }
}
