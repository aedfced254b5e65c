import { Migration } from '@mikro-orm/migrations';

/** The needs-attention list, and the mark of orders that have open items there. */
export class M012Attention extends Migration {
  override up(): void {
    this.addSql(`create table orders.attention (
      id text collate "C" primary key,
      subject text collate "C" not null,
      kind text not null,
      order_id text collate "C",
      line_id text collate "C",
      path public.ltree not null,
      message text not null,
      job jsonb,
      verdict jsonb,
      since timestamptz not null,
      last_seen_at timestamptz not null,
      resolved_at timestamptz,
      resolution text,
      told_with text collate "C",
      told_at timestamptz,
      check ((resolved_at is null) = (resolution is null))
    )`);
    this.addSql('create unique index attention_open on orders.attention (subject, kind) where resolved_at is null');
    this.addSql('create index attention_path on orders.attention using gist (path)');
    this.addSql('create index attention_of_order on orders.attention (order_id) where resolved_at is null');
    this.addSql('create index attention_resolved on orders.attention (resolved_at)');
    this.addSql('create index attention_told on orders.attention (told_at)');
    this.addSql('alter table orders.fulfilment add column needs_attention boolean not null default false');
  }
}
