import { Migration } from '@mikro-orm/migrations';

export class M002SessionEnds extends Migration {
  override up(): void {
    this.addSql('create index session_ended on accounts.session (ended_at) where ended_at is not null');
    // The gateways ask which sessions have ended since they last asked, so one clock must say when each ended.
    this.addSql(`create function accounts.stamp_session_end() returns trigger language plpgsql as $stamp$
      begin
        new.ended_at := clock_timestamp();
        return new;
      end
    $stamp$`);
    this.addSql(`create trigger session_end before update on accounts.session for each row
      when (old.ended_at is null and new.ended_at is not null) execute function accounts.stamp_session_end()`);
  }
}
