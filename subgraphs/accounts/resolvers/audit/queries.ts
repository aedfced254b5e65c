import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { LIST_SIZE, type Connection } from '../../../shared/graphql/connection.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AuditEntryRow } from '../../entities/audit-entry.ts';
import { readAuditLog } from '../../services/audit/audit-log.ts';
import { AuditLogArgs } from './inputs.ts';
import { readAuditQuery } from './read-inputs.ts';
import { AuditEntryConnection } from './types.ts';

@Resolver()
export class AuditQueries {
  @Query(() => AuditEntryConnection, {
    description:
      'Every change of your own account (or of `root`) and of the accounts below it, newest first. An entry comes a moment ' +
      'after its change. Needs the permission MANAGE_ACCOUNTS.',
  })
  @Directive(LIST_SIZE)
  async auditLog(
    @Args(() => AuditLogArgs) args: AuditLogArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AuditEntryRow>> {
    return await readAuditLog(requirePermission(context, 'MANAGE_ACCOUNTS'), readAuditQuery(args));
  }
}
