import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { LIST_SIZE, PageArgs, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import { requireSignedIn, unseen } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';
import { visibleAccount } from '../../services/hierarchy/visible-accounts.ts';
import { visibleUsers } from '../../services/users/visible-users.ts';
import { AccountInterface, ProviderType, ResellerType } from '../hierarchy/types.ts';
import type { ApiClientRow } from '../../entities/api-client.ts';
import { visibleApiClients } from '../../services/users/api-clients.ts';
import { ApiClientType, PermissionEnum, UserConnection, UserType, ViewerType } from './types.ts';

@Resolver(() => AccountInterface)
export class AccountUsers {
  @FieldResolver(() => UserConnection, {
    description: 'The users of this account, newest first. Without the permission MANAGE_USERS you only see yourself.',
  })
  @Directive(LIST_SIZE)
  async users(
    @Root() account: AccountRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<UserRow>> {
    return await visibleUsers(requireSignedIn(context), account, readPage(args));
  }
}

const API_CLIENTS = 'The API clients that act for this account, newest first. Needs the permission MANAGE_API_CLIENTS.';

@Resolver(() => ProviderType)
export class ProviderApiClients {
  @FieldResolver(() => [ApiClientType], { description: API_CLIENTS })
  @Directive('@listSize(assumedSize: 10)')
  async apiClients(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<readonly ApiClientRow[]> {
    return await visibleApiClients(context, account);
  }
}

@Resolver(() => ResellerType)
export class ResellerApiClients {
  @FieldResolver(() => [ApiClientType], { description: API_CLIENTS })
  @Directive('@listSize(assumedSize: 10)')
  async apiClients(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<readonly ApiClientRow[]> {
    return await visibleApiClients(context, account);
  }
}

@Resolver(() => UserType)
export class UserFields {
  @FieldResolver(() => AccountInterface, { description: 'The account that the user belongs to.' })
  async account(@Root() user: UserRow, @Ctx() context: AccountsContext): Promise<AccountRow> {
    const { principal, loaders } = context;
    const isActing = principal.kind !== 'anonymous' && principal.actingFrom === user.accountId;
    const account = isActing ? loaders.account.load(user.accountId) : visibleAccount(context, user.accountId);
    return (await account) ?? unseen('account');
  }
}

@Resolver(() => ViewerType)
export class ViewerFields {
  @FieldResolver(() => UserType, {
    nullable: true,
    description: 'The user who sends the request. Null when an API client sends it.',
  })
  user(
    @Root() { kind, subject }: SignedInPrincipal,
    @Ctx() { loaders }: AccountsContext,
  ): Promise<UserRow | null> | null {
    return kind === 'user' ? loaders.user.load(readId('usr', subject)) : null;
  }

  @FieldResolver(() => ApiClientType, {
    nullable: true,
    description: 'The API client that sends the request. Null when a user sends it.',
  })
  apiClient(
    @Root() { kind, subject }: SignedInPrincipal,
    @Ctx() { loaders }: AccountsContext,
  ): Promise<ApiClientRow | null> | null {
    return kind === 'client' ? loaders.apiClient.load(readId('cli', subject)) : null;
  }

  @FieldResolver(() => AccountInterface, { description: 'The account for which the request is sent.' })
  async account(@Root() { accountId }: SignedInPrincipal, @Ctx() context: AccountsContext): Promise<AccountRow> {
    return (await visibleAccount(context, accountId)) ?? unseen('account');
  }

  @FieldResolver(() => AccountInterface, {
    nullable: true,
    description:
      "The administrator's own account, while the administrator acts for an account below it. Null otherwise.",
  })
  actingFrom(
    @Root() { actingFrom }: SignedInPrincipal,
    @Ctx() { loaders }: AccountsContext,
  ): Promise<AccountRow | null> | null {
    return actingFrom === undefined ? null : loaders.account.load(actingFrom);
  }

  @FieldResolver(() => [PermissionEnum], { description: 'What you may do with this access token.' })
  permissions(@Root() { permissions }: SignedInPrincipal): readonly string[] {
    return [...permissions];
  }

  @FieldResolver(() => DateTimeScalar, { description: 'When the access token expires.' })
  expiresAt(@Root() { tokenExpiresAt }: SignedInPrincipal): Date {
    return new Date(tokenExpiresAt * 1_000);
  }
}
