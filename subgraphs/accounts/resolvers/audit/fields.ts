import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FieldChange } from '../../../shared/domain/field-changes.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { requireSignedIn, unseen } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { ApiClientRow } from '../../entities/api-client.ts';
import type { AuditEntryRow } from '../../entities/audit-entry.ts';
import type { UserRow } from '../../entities/user.ts';
import { actingFromOf, actorOf, addressOf, changesOf, clientOf, subjectOf } from '../../services/audit/audit-log.ts';
import { visibleAccount } from '../../services/hierarchy/visible-accounts.ts';
import { AccountInterface } from '../hierarchy/types.ts';
import { ApiClientType, UserType } from '../users/types.ts';
import { AuditChangeType, AuditEntryType } from './types.ts';

@Resolver(() => AuditEntryType)
export class AuditEntryFields {
  @FieldResolver(() => AccountInterface, {
    description: 'The account on which the entry stands: the one that was changed, or that has a new account below it.',
  })
  async account(@Root() { accountId }: AuditEntryRow, @Ctx() context: AccountsContext): Promise<AccountRow> {
    return (await visibleAccount(context, accountId)) ?? unseen('account');
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description:
      'The user who made the change. Null for an API client and for the platform itself, and for a user whom you may not see: ' +
      'one of an account above yours, and without the permission MANAGE_USERS anybody else.',
  })
  async actor(@Root() entry: AuditEntryRow, @Ctx() context: AccountsContext): Promise<UserRow | null> {
    return await actorOf(requireSignedIn(context), entry);
  }

  @FieldResolver(() => ApiClientType, {
    nullable: true,
    description: 'The API client that made the change. Null for a person, and for a client that you may not see.',
  })
  async apiClient(@Root() entry: AuditEntryRow, @Ctx() context: AccountsContext): Promise<ApiClientRow | null> {
    return await clientOf(requireSignedIn(context), entry);
  }

  @FieldResolver(() => AccountInterface, {
    nullable: true,
    description:
      'The account that the actor came from, when acting for another. Null otherwise, and when you may not see it.',
  })
  async actingFrom(@Root() entry: AuditEntryRow, @Ctx() context: AccountsContext): Promise<AccountRow | null> {
    return await actingFromOf(requireSignedIn(context), entry);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The object that was changed. Null when it is gone, when you may not see it, and when it has no id.',
  })
  async subject(@Root() entry: AuditEntryRow, @Ctx() context: AccountsContext): Promise<Node | null> {
    return await subjectOf(requireSignedIn(context), entry);
  }

  @FieldResolver(() => [AuditChangeType], {
    description:
      'The values that were changed, as far as you may see them: amounts are for the two sides of a deal, and what an account ' +
      'above yours has noted is for that. No password, secret or answer is ever among them.',
  })
  @Directive('@listSize(assumedSize: 10)')
  async changes(@Root() entry: AuditEntryRow, @Ctx() context: AccountsContext): Promise<readonly FieldChange[]> {
    return await changesOf(requireSignedIn(context), entry);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The IP address of the client. Null where none is known, when the person was erased, and when you do not see the account ' +
      'that made the change.',
  })
  async address(@Root() entry: AuditEntryRow, @Ctx() context: AccountsContext): Promise<string | null> {
    return await addressOf(requireSignedIn(context), entry);
  }
}
