import { readOptionalId } from '../../../shared/domain/ids.ts';
import { readTimedPage } from '../../../shared/graphql/connection.ts';
import type { AuditQuery } from '../../services/audit/audit-log.ts';
import type { AuditLogArgs } from './inputs.ts';

const USUAL_PAGE = 50;

/** Reads which part of the audit log is asked for. Throws BAD_USER_INPUT for a page that no list has. */
export function readAuditQuery({ root, filter, first, after }: AuditLogArgs): AuditQuery {
  const { action, actorId, subjectId, from, to } = filter ?? {};
  return {
    root: readOptionalId('acc', root),
    conditions: {
      actions: action ?? undefined,
      actorId: actorId ?? undefined,
      subjectId: subjectId ?? undefined,
      from: from ?? undefined,
      to: to ?? undefined,
    },
    page: readTimedPage({ first: first ?? USUAL_PAGE, after: after ?? null }),
  };
}
