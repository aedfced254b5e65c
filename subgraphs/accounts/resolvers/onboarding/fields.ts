import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { LIST_SIZE, PageArgs, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requireSignedIn, unseen } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { SignedAgreementRow } from '../../entities/agreement.ts';
import type { InvitationRow } from '../../entities/invitation.ts';
import type { Agreement } from '../../rules/onboarding/agreement.ts';
import { invitationStatus, type InvitationStatus } from '../../rules/onboarding/invitation.ts';
import { visibleAccount } from '../../services/hierarchy/visible-accounts.ts';
import { agreementToAccept, signedAgreementOf } from '../../services/onboarding/agreements.ts';
import { sentInvitations } from '../../services/onboarding/invitations.ts';
import { AccountInterface, ProviderType, ResellerType } from '../hierarchy/types.ts';
import { ViewerType } from '../users/types.ts';
import {
  AgreementType,
  InvitationConnection,
  InvitationStatusEnum,
  InvitationType,
  SignedAgreementType,
} from './types.ts';

@Resolver(() => InvitationType)
export class InvitationFields {
  @FieldResolver(() => AccountInterface, {
    nullable: true,
    description: 'The account that sent the invitation. Null when you may not see it.',
  })
  inviter(@Root() { inviterId }: InvitationRow, @Ctx() context: AccountsContext): Promise<AccountRow | null> {
    return visibleAccount(context, inviterId);
  }

  @FieldResolver(() => String, { description: 'The name of the account that sent the invitation.' })
  async inviterName(@Root() { inviterId }: InvitationRow, @Ctx() { loaders }: AccountsContext): Promise<string> {
    return (await loaders.account.load(inviterId))?.name ?? unseen('inviter');
  }

  @FieldResolver(() => InvitationStatusEnum, { description: 'The state of the invitation.' })
  status(@Root() invitation: InvitationRow, @Ctx() { deps }: AccountsContext): InvitationStatus {
    return invitationStatus(invitation, deps.now());
  }

  @FieldResolver(() => AgreementType, { description: 'What whoever accepts the invitation agrees to.' })
  agreement(@Root() _invitation: InvitationRow, @Ctx() { deps }: AccountsContext): Agreement {
    return deps.agreement;
  }
}

@Resolver(() => SignedAgreementType)
export class SignedAgreementFields {
  @FieldResolver(() => AgreementType, { description: 'The version that was accepted, with its text.' })
  async agreement(@Root() { version }: SignedAgreementRow, @Ctx() { loaders }: AccountsContext): Promise<Agreement> {
    return (await loaders.agreement.load(version)) ?? unseen('agreement');
  }
}

const INVITATIONS = 'The resellers that this account has invited, newest first. Needs the permission MANAGE_ACCOUNTS.';

@Resolver(() => ProviderType)
export class ProviderInvitations {
  @FieldResolver(() => InvitationConnection, { description: INVITATIONS })
  @Directive(LIST_SIZE)
  async invitations(
    @Root() account: AccountRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<InvitationRow>> {
    return await sentInvitations(requireSignedIn(context), account, readPage(args));
  }
}

@Resolver(() => ResellerType)
export class ResellerOnboarding {
  @FieldResolver(() => InvitationConnection, { description: INVITATIONS })
  @Directive(LIST_SIZE)
  async invitations(
    @Root() account: AccountRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<InvitationRow>> {
    return await sentInvitations(requireSignedIn(context), account, readPage(args));
  }

  @FieldResolver(() => SignedAgreementType, {
    nullable: true,
    description: 'The agreement that the reseller has accepted last. Null when it has accepted none.',
  })
  async signedAgreement(
    @Root() account: AccountRow,
    @Ctx() context: AccountsContext,
  ): Promise<SignedAgreementRow | null> {
    return await signedAgreementOf(context, account);
  }
}

@Resolver(() => ViewerType)
export class ViewerAgreement {
  @FieldResolver(() => AgreementType, {
    nullable: true,
    description:
      'The agreement that your account still has to accept, with `acceptAgreement`. You have thirty days; after that you may do ' +
      'nothing else. Null when there is none.',
  })
  async agreementToAccept(@Ctx() context: AccountsContext): Promise<Agreement | null> {
    return await agreementToAccept(requireSignedIn(context));
  }
}
