import type { TableIndex } from '../../shared/database/build-indexes.ts';
import type { Retention } from '../../shared/database/retention.ts';

/**
 * What is not kept for ever: sessions for thirty days after they can no longer be refreshed, counts of failed sign-ins, links
 * and codes that have expired, what was said for an activation that is long over or never came, keys that no valid token was signed
 * with, and which price lists accounts were told of, for longer than the fact of one can come again.
 */
export const RETENTIONS: readonly Retention[] = [
  { table: 'accounts.session', where: `expires_at < now() - interval '30 days'` },
  { table: 'accounts.sign_in_attempt', where: `window_ends_at < now() - interval '1 day'` },
  { table: 'accounts.password_link', where: `expires_at < now() - interval '1 day'` },
  { table: 'accounts.sign_in_code', where: `expires_at < now() - interval '1 day'` },
  {
    table: 'accounts.activation',
    where: `requested_at < now() - interval '30 days' and (ended_at is not null or kind = 'PREPARED')`,
  },
  { table: 'accounts.price_mail', where: `told_at < now() - interval '60 days'` },
  { table: 'accounts.signing_key', where: `expires_at < now() - interval '1 day'` },
];

/** What is listed under the accounts above, and what accounts are found by: the rows from before that, page by page. */
export const FILLINGS: readonly string[] = ['member_below', 'account_email', 'account_search'].map(
  (list) => `select accounts.fill_${list}(500) as filled`,
);

/** Indexes that came after the tables had grown. */
export const INDEXES: readonly TableIndex[] = [
  { name: 'session_expiry', on: 'accounts.session (expires_at)' },
  { name: 'session_acting', on: 'accounts.session (acting_for) where acting_for is not null' },
  { name: 'session_actor', on: 'accounts.session (actor_session_id) where actor_session_id is not null' },
  { name: 'sign_in_attempt_end', on: 'accounts.sign_in_attempt (window_ends_at)' },
  { name: 'account_children_type', on: 'accounts.account (parent_id, type, id desc)' },
  {
    name: 'account_search_words',
    on: 'accounts.account_search using gin ((array[seller_id, member_id]), separate_words public.gin_trgm_ops, whole_values)',
  },
  { name: 'user_email', on: 'accounts."user" (lower(email))' },
  { name: 'account_partner', on: 'accounts.account (id) where partner_verified_at is not null' },
];
