import { Migration } from '@mikro-orm/migrations';

/**
 * Positions of events in the log, which the sequencer gives after their transactions have committed. The columns and the index
 * of the order before it stay for processes of the release before; the events that they write are numbered as well.
 */
export class M005EventPositions extends Migration {
  override up(): void {
    this.addSql(`create table orders.log (
      id text collate "C" primary key,
      head bigint not null default 0,
      is_only boolean not null default true unique check (is_only)
    )`);
    this.addSql(`insert into orders.log (id) values (left(replace(gen_random_uuid()::text, '-', ''), 12))`);
    this.addSql('alter table orders.provisioning_event add column log_position bigint');
    this.addSql('create unique index event_log_position on orders.provisioning_event (log_position)');
    this.addSql(
      'create index event_without_position on orders.provisioning_event (position) where log_position is null',
    );
  }
}
