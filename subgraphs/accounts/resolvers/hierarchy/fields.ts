import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { maySee } from '../../../shared/domain/access.ts';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import type { Connection, PageRequest } from '../../../shared/graphql/connection.ts';
import { LIST_SIZE, PageArgs, readPage, toConnection } from '../../../shared/graphql/connection.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';
import { visibleAccount, visibleAncestors } from '../../services/hierarchy/visible-accounts.ts';
import {
  AccountConnection,
  AccountInterface,
  BrandingType,
  ContactType,
  PartnerProfileType,
  ProviderType,
  ResellerType,
  TermsRequestType,
} from './types.ts';
import { ChildrenArgs } from './inputs.ts';
import { UserConnection } from '../users/types.ts';

@Resolver(() => AccountInterface)
export class AccountFields {
  @FieldResolver(() => AccountInterface, {
    nullable: true,
    description: "The account it buys from: its product vendor. Null for the provider, and for the viewer's own root.",
  })
  parent(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<AccountRow | null> {
    const { parentId } = account;
    return typeof parentId === 'string' ? visibleAccount(context, parentId) : Promise.resolve(null);
  }

  @FieldResolver(() => [AccountInterface], { description: "From the viewer's root down to the parent." })
  ancestors(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<readonly AccountRow[]> {
    return visibleAncestors(context, account);
  }

  @FieldResolver(() => ContactType, {
    nullable: true,
    description: 'Who deploys and manages the services; receives notices and credentials.',
  })
  administrativeContact(@Root() account: AccountRow): AccountRow['contact'] {
    return account.contact;
  }

  @FieldResolver(() => UserConnection, {
    description: 'Its logins, newest first. Without MANAGE_USERS only your own.',
  })
  @Directive(LIST_SIZE)
  async users(
    @Root() account: AccountRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<UserRow>> {
    const principal = signedIn(context.principal);
    const page = readPage(args);
    const onlyUserId = principal.permissions.has('MANAGE_USERS') ? undefined : principal.subject;
    const key = { accountId: account.id, onlyUserId, page };
    if (!maySee(principal, account.path)) return emptyConnection(page);
    return toConnection(
      await context.loaders.users.load(key),
      page,
      (row) => [row.id],
      () => context.loaders.userCount.load(key),
    );
  }
}

/** What is around the account that an administrator came from, while acting for one below it. */
function emptyConnection<Row>(page: PageRequest): Connection<Row> {
  return toConnection<Row>(
    [],
    page,
    () => [],
    () => Promise.resolve(0),
  );
}

async function childrenOf(
  account: AccountRow,
  args: ChildrenArgs,
  context: AccountsContext,
): Promise<Connection<AccountRow>> {
  const page = readPage(args);
  const key = { parentId: account.id, type: args.type ?? undefined, page };
  if (!maySee(context.principal, account.path)) return emptyConnection(page);
  return toConnection(
    await context.loaders.children.load(key),
    page,
    (row) => [row.id],
    () => context.loaders.childCount.load(key),
  );
}

const CHILDREN = 'The accounts directly below, newest first.';
const BRANDING = "What this seller's customers see of it.";

function brandingOf(account: AccountRow): BrandingType {
  const given = Object.fromEntries(Object.entries(account.branding).filter(([, value]) => value !== null));
  return { displayName: account.name, ...given };
}

@Resolver(() => ProviderType)
export class ProviderFields {
  @FieldResolver(() => AccountConnection, { description: CHILDREN })
  @Directive(LIST_SIZE)
  children(
    @Root() account: AccountRow,
    @Args(() => ChildrenArgs) args: ChildrenArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AccountRow>> {
    return childrenOf(account, args, context);
  }

  @FieldResolver(() => BrandingType, { description: BRANDING })
  branding(@Root() account: AccountRow): BrandingType {
    return brandingOf(account);
  }
}

@Resolver(() => ResellerType)
export class ResellerFields {
  @FieldResolver(() => AccountConnection, { description: CHILDREN })
  @Directive(LIST_SIZE)
  children(
    @Root() account: AccountRow,
    @Args(() => ChildrenArgs) args: ChildrenArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AccountRow>> {
    return childrenOf(account, args, context);
  }

  @FieldResolver(() => BrandingType, { description: BRANDING })
  branding(@Root() account: AccountRow): BrandingType {
    return brandingOf(account);
  }

  @FieldResolver(() => PartnerProfileType, {
    nullable: true,
    description: 'Remembered from the last order: location MPN ID and indirect-reseller domain.',
  })
  partnerProfile(@Root() account: AccountRow): PartnerProfileType | null {
    const { locationMpnId, indirectResellerDomain, partnerVerifiedAt } = account;
    if (typeof locationMpnId !== 'string' || typeof indirectResellerDomain !== 'string') return null;
    return { locationMpnId, indirectResellerDomain, verifiedAt: partnerVerifiedAt ?? null };
  }

  @FieldResolver(() => TermsRequestType, {
    nullable: true,
    description: 'The last request to pay by invoice; null when there was none.',
  })
  termsRequest(@Root() account: AccountRow): object | null {
    const { termsStatus, termsRequestedAt, termsDecidedAt, termsCreditLimitMinor, currency } = account;
    if (typeof termsStatus !== 'string') return null;
    const creditLimit =
      typeof termsCreditLimitMinor === 'bigint' ? toMoney({ amountMinor: termsCreditLimitMinor, currency }) : null;
    return { status: termsStatus, requestedAt: termsRequestedAt, decidedAt: termsDecidedAt, creditLimit };
  }
}
