import type { RunSql } from './accounts.ts';

/** Fills the audit log of migrated tables with one entry for each account, of when its seller created it. */
export async function makeAuditRows(sql: RunSql): Promise<void> {
  await sql(`insert into accounts.audit_entry (id, action, account_id, subject_id, actor_id, changes, occurred_at)
    select 'aud_' || substr(id, 5), 'createCustomer', id, id, 'usr_' || substr(parent_id, 5), '[]', created_at
    from accounts.account where parent_id is not null`);
  await sql('alter table accounts.audit_place disable trigger user');
  await sql(`insert into accounts.audit_place (id, stands_on, path, action, actor_id, subject_id, created_at)
    select entry.id, account.id, path, action, actor_id, subject_id, occurred_at
    from accounts.audit_entry as entry join accounts.account on account.id = account_id`);
  await sql('alter table accounts.audit_place enable trigger user');
  await sql(`insert into accounts.audit_below (account_id, own, created_at, audit_id, action, actor_id, subject_id)
    select 'acc_' || label, place = cardinality(labels), created_at, id, action, actor_id, subject_id
    from (select *, string_to_array(path::text, '.') as labels from accounts.audit_place) as entry,
      unnest(labels) with ordinality as level (label, place) order by 1, 2, 3, 4`);
  await sql(`insert into accounts.audit_count (account_id, own, action, count)
    select account_id, own, action, count(*) from accounts.audit_below group by 1, 2, 3`);
}
