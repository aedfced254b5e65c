import { Migration } from '@mikro-orm/migrations';

/**
 * A session remembers its refresh token before the newest one, and an account when its tenant was assigned. Signing keys are
 * published before and after they sign.
 */
export class M005RepeatedAnswers extends Migration {
  override up(): void {
    this.addSql(`alter table accounts.session
      add column previous_hash text, add column successor_salt text, add column refreshed_at timestamptz`);
    this.addSql('alter table accounts.account add column tenant_assigned_at timestamptz');
    this.addSql(`alter table accounts.signing_key
      add column active_from timestamptz not null default now(), add column expires_at timestamptz`);
    this.addSql('update accounts.signing_key set active_from = created_at');
  }
}
