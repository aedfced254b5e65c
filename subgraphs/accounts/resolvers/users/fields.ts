import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { signedIn, unseen } from '../../../shared/graphql/signed-in.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';
import { visibleAccount } from '../../services/hierarchy/visible-accounts.ts';
import { AccountInterface } from '../hierarchy/types.ts';
import { PermissionEnum } from '../hierarchy/enums.ts';
import { UserType, ViewerType } from './types.ts';

@Resolver(() => UserType)
export class UserFields {
  @FieldResolver(() => AccountInterface, { description: 'The account it belongs to.' })
  async account(@Root() user: UserRow, @Ctx() context: AccountsContext): Promise<AccountRow> {
    return (await visibleAccount(context, user.accountId)) ?? unseen('account');
  }
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who is asking, and for whom.' })
  viewer(@Ctx() context: AccountsContext): ViewerType {
    return { principal: signedIn(context.principal) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'The person; null when an API client asks.' })
  user(@Root() { principal }: ViewerType, @Ctx() context: AccountsContext): Promise<UserRow | null> | null {
    return principal.kind === 'user' ? context.loaders.user.load(principal.subject) : null;
  }

  @FieldResolver(() => AccountInterface, { description: 'The account asked for.' })
  async account(@Root() { principal }: ViewerType, @Ctx() context: AccountsContext): Promise<AccountRow> {
    return (await visibleAccount(context, principal.accountId)) ?? unseen('account');
  }

  @FieldResolver(() => AccountInterface, {
    nullable: true,
    description: 'Set while an administrator acts for an account below: the account they came from.',
  })
  actingFrom(@Root() { principal }: ViewerType, @Ctx() context: AccountsContext): Promise<AccountRow | null> | null {
    return principal.actingFrom === undefined ? null : context.loaders.account.load(principal.actingFrom);
  }

  @FieldResolver(() => [PermissionEnum], { description: 'What may be done with this token.' })
  permissions(@Root() { principal }: ViewerType): readonly string[] {
    return [...principal.permissions];
  }

  @FieldResolver(() => DateTimeScalar, { description: 'When the access token ends.' })
  expiresAt(@Root() { principal }: ViewerType): Date {
    return new Date(principal.tokenExpiresAt * 1_000);
  }
}
