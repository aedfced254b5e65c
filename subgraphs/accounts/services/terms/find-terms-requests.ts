import { isOneOf } from '../../../shared/database/list-conditions.ts';
import { doesMoreThanUse } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import { TermsRequestEntity, type TermsRequestRow } from '../../entities/terms-request.ts';
import type { TermsRequestStatus } from '../../rules/terms/terms-request.ts';
import { visibleAccount } from '../hierarchy/visible-accounts.ts';

/** Which requests for terms are looked for. */
export interface TermsSearch {
  /** The account whose subtree is searched; the viewer's own unless given. */
  readonly root: Id<'acc'> | undefined;
  /** Every status unless given. */
  readonly statuses: readonly TermsRequestStatus[] | undefined;
}

/** So many requests are listed; who wants older ones asks for a smaller subtree, or for one status. */
export const MOST_REQUESTS = 100;

/**
 * The newest requests of the accounts in a subtree, at most a hundred; none when the viewer may not see its root, or only uses services. What an
 * account has asked of a seller that the viewer does not see, before it moved, is for that account alone.
 */
export async function findTermsRequests(
  context: SignedInContext,
  { root, statuses }: TermsSearch,
): Promise<readonly TermsRequestRow[]> {
  const { read, viewer } = context;
  const top = root === undefined ? viewer : await visibleAccount(context, root);
  if (top === null || !doesMoreThanUse(viewer)) return [];
  const conditions = isOneOf('request.status', statuses);
  const rows = await read.query(
    `select request.* from accounts.terms_request as request
       join accounts.account on account.id = request.account_id
       left join accounts.account as seller on seller.id = coalesce(request.seller_id, account.parent_id)
     where account.path <@ ?::ltree and (account.id = ? or seller.path <@ ?::ltree)
       ${conditions.map(([sql]) => `and ${sql}`).join(' ')}
     order by request.id desc limit ${MOST_REQUESTS}`,
    [top.path, viewer.accountId, viewer.path, ...conditions.flatMap(([, ...values]) => values)],
  );
  return rows.map((row) => read.map(TermsRequestEntity, row));
}
