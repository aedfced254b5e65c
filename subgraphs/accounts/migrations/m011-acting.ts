import { Migration } from '@mikro-orm/migrations';

/** Sessions in which an administrator acts for an account below their own. */
export class M011Acting extends Migration {
  override up(): void {
    this.addSql(`alter table accounts.session
      add column acting_for text collate "C", add column acting_reason text, add column actor_session_id text collate "C"`);
  }
}
