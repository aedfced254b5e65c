import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { isGiven } from '../../../shared/domain/given.ts';
import { LIST_SIZE, type Connection } from '../../../shared/graphql/connection.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { visibleAccount, visibleAncestors, visibleChildren } from '../../services/hierarchy/visible-accounts.ts';
import { ChildrenArgs } from './inputs.ts';
import { readChildren } from './read-inputs.ts';
import {
  AccountConnection,
  AccountInterface,
  ContactType,
  PartnerProfileType,
  ProviderType,
  ResellerType,
} from './types.ts';

@Resolver(() => AccountInterface)
export class AccountFields {
  @FieldResolver(() => AccountInterface, {
    nullable: true,
    description:
      'The account that this account buys from. Null for the provider, and for your own account, because you cannot see the accounts above it.',
  })
  parent(@Root() { parentId }: AccountRow, @Ctx() context: AccountsContext): Promise<AccountRow | null> {
    return isGiven(parentId) ? visibleAccount(context, parentId) : Promise.resolve(null);
  }

  @FieldResolver(() => [AccountInterface], {
    description: 'The accounts above this one, from your own account down to the parent. Empty for your own account.',
  })
  async ancestors(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<readonly AccountRow[]> {
    return await visibleAncestors(requireSignedIn(context), account);
  }

  @FieldResolver(() => ContactType, {
    nullable: true,
    description:
      'The person who deploys and manages the services, and who receives notices and credentials. Null when none is on record.',
  })
  administrativeContact(@Root() account: AccountRow): AccountRow['contact'] {
    return account.contact;
  }
}

const CHILDREN = 'The accounts directly below this one, newest first.';

@Resolver(() => ProviderType)
export class ProviderFields {
  @FieldResolver(() => AccountConnection, { description: CHILDREN })
  @Directive(LIST_SIZE)
  async children(
    @Root() account: AccountRow,
    @Args(() => ChildrenArgs) args: ChildrenArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AccountRow>> {
    return await visibleChildren(context, account, readChildren(args));
  }
}

@Resolver(() => ResellerType)
export class ResellerFields {
  @FieldResolver(() => AccountConnection, { description: CHILDREN })
  @Directive(LIST_SIZE)
  async children(
    @Root() account: AccountRow,
    @Args(() => ChildrenArgs) args: ChildrenArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AccountRow>> {
    return await visibleChildren(context, account, readChildren(args));
  }

  @FieldResolver(() => PartnerProfileType, {
    nullable: true,
    description:
      "The reseller's identity at the vendor, as the last order confirmed it. Null until the first such order.",
  })
  partnerProfile(@Root() account: AccountRow): PartnerProfileType | null {
    const { locationMpnId, indirectResellerDomain, partnerVerifiedAt } = account;
    if (!isGiven(locationMpnId) || !isGiven(indirectResellerDomain)) return null;
    return { locationMpnId, indirectResellerDomain, verifiedAt: partnerVerifiedAt ?? null };
  }
}
