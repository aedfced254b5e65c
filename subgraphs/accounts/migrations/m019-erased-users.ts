import { Migration } from '@mikro-orm/migrations';

/** That a user was erased, and until all traces are gone, the address by which they are found. */
export class M019ErasedUsers extends Migration {
  override up(): void {
    this.addSql(`alter table accounts."user"
      add column erased_at timestamptz, add column erasing_email text,
      add check (erasing_email is null or erased_at is not null)`);
    this.addSql(`create function accounts.without_person(contact jsonb, email text, pseudonym jsonb) returns jsonb
      language sql immutable as $$ select case when lower(contact ->> 'email') = email then pseudonym else contact end $$`);
  }
}
