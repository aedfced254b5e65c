import { Migration } from '@mikro-orm/migrations';

/**
 * The archive of the event log, and `orders.event`, which has every event wherever it is. Nothing is moved here: a job does
 * that in short transactions. It begins a day later, because processes of the release before do not look into the archive.
 *
 * The columns of the order before positions go with their index. The release before neither reads nor writes them; one from
 * before positions cannot run beside this.
 */
export class M011EventArchive extends Migration {
  override up(): void {
    this.addSql(`create table orders.archived_event (
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
      log_position bigint not null unique,
      unique (order_id, sequence)
    )`);
    this.addSql('create index archived_event_path on orders.archived_event using gist (path)');
    this.addSql(`create table orders.archive (
      archived_to bigint not null default 0,
      begins_at timestamptz not null default now() + interval '1 day',
      is_only boolean primary key default true check (is_only)
    )`);
    this.addSql('insert into orders.archive default values');
    this.addSql(`create view orders.event as
      select id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path, occurred_at,
        log_position, false as is_archived from orders.provisioning_event
      union all
      select id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path, occurred_at,
        log_position, true from orders.archived_event`);
    this.addSql('alter table orders.provisioning_event drop column transaction_id');
  }
}
