import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { ActivateResellerInput, CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { done, type Outcome } from '../../../shared/domain/refusal.ts';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import { payloadType, toFlatPayload, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission, requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { InvitationRow } from '../../entities/invitation.ts';
import {
  activateReseller,
  prepareActivation,
  type ActivatingReseller,
} from '../../services/onboarding/activate-reseller.ts';
import { acceptInvitation, type AcceptedInvitation } from '../../services/onboarding/accept-invitation.ts';
import { acceptAgreement } from '../../services/onboarding/agreements.ts';
import { inviteReseller, resendInvitation, revokeInvitation } from '../../services/onboarding/invitations.ts';
import { SessionType } from '../sign-in/types.ts';
import { createAccount } from '../../services/onboarding/create-account.ts';
import { CustomerType, ResellerType } from '../hierarchy/types.ts';
import {
  AcceptAgreementInput,
  AcceptInvitationInput,
  CreateResellerInput,
  InviteResellerInput,
  ResendInvitationInput,
  RevokeInvitationInput,
} from './inputs.ts';
import { readAcceptInvitation, readActivation, readCreateCustomer, readCreateReseller } from './read-inputs.ts';
import { OrderStub } from '../nodes/types.ts';
import { InvitationType } from './types.ts';

const CreateResellerPayload = payloadType('CreateReseller', 'The new reseller, or the reasons for refusing it.', {
  reseller: { type: () => ResellerType, description: 'The new reseller.' },
});

const CreateCustomerPayload = payloadType('CreateCustomer', 'The new customer, or the reasons for refusing it.', {
  customer: { type: () => CustomerType, description: 'The new customer.' },
});

const ActivateResellerPayload = payloadType(
  'ActivateReseller',
  'Your reseller and the order that activates it, or the reasons for refusing that.',
  {
    reseller: {
      type: () => ResellerType,
      description: 'Your reseller. It is PENDING, as it was, until the order is complete.',
    },
    activationOrder: {
      type: () => OrderStub,
      description:
        'The order that activates it, free of charge. Also null while orders cannot be asked: the activation goes on, and its order can be found later.',
    },
  },
);

const PrepareActivationPayload = payloadType('PrepareActivation', 'What an order lets take effect.', {
  activationId: { type: () => String, description: 'By which the order names it.' },
});
Directive('@inaccessible')(PrepareActivationPayload);

/** An argument that only subgraphs can give. */
const PARENT_ACTIVATES = 'Whether the order that creates the customer activates the account that sells to it.';

const INVITATION = { invitation: { type: () => InvitationType, description: 'The invitation after the call.' } };
const InviteResellerPayload = payloadType(
  'InviteReseller',
  'The invitation, or the reasons for refusing it.',
  INVITATION,
);
const RevokeInvitationPayload = payloadType('RevokeInvitation', 'The invitation that was revoked.', INVITATION);
const ResendInvitationPayload = payloadType('ResendInvitation', 'The invitation that was sent again.', INVITATION);

const AcceptInvitationPayload = payloadType(
  'AcceptInvitation',
  'The new reseller and the session of its administrator, or the reasons for refusing them.',
  {
    reseller: { type: () => ResellerType, description: 'The new reseller.' },
    session: { type: () => SessionType, description: 'The tokens of its administrator, who has signed in.' },
  },
);

const AcceptAgreementPayload = payloadType('AcceptAgreement', 'The result of accepting the agreement.');

type InvitationPayload = Payload<{ readonly invitation: InvitationRow }>;

interface AcceptedFields {
  readonly reseller: AccountRow;
  readonly session: SessionType;
}

/** Makes the payload. The rest of the operation is answered to the new administrator. */
function toAcceptedPayload(outcome: Outcome<AcceptedInvitation>, context: AccountsContext): Payload<AcceptedFields> {
  if (!outcome.ok) return toFlatPayload(outcome);
  const { reseller, session } = outcome.value;
  context.principal = session.principal;
  return toFlatPayload(done({ reseller, session }));
}

@Resolver()
export class OnboardingMutations {
  @Mutation(() => InviteResellerPayload, {
    description:
      'Invites a reseller below your account: a mail with a link is sent, which works once, within fourteen days. Needs the ' +
      'permission MANAGE_ACCOUNTS.',
  })
  async inviteReseller(
    @Arg('input', () => InviteResellerInput, { description: 'Whom you want to invite.' }) input: InviteResellerInput,
    @Ctx() context: AccountsContext,
  ): Promise<InvitationPayload> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toPayload(await inviteReseller(permitted, input.email), 'invitation');
  }

  @Mutation(() => RevokeInvitationPayload, {
    description: 'Takes an open invitation back: its link stops working. Needs the permission MANAGE_ACCOUNTS.',
  })
  async revokeInvitation(
    @Arg('input', () => RevokeInvitationInput, { description: 'The invitation to take back.' })
    input: RevokeInvitationInput,
    @Ctx() context: AccountsContext,
  ): Promise<InvitationPayload> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toPayload(await revokeInvitation(permitted, readId('ivt', input.invitationId)), 'invitation');
  }

  @Mutation(() => ResendInvitationPayload, {
    description:
      'Sends an invitation again, with a new link; the old one stops working, and the fourteen days begin anew. Needs the ' +
      'permission MANAGE_ACCOUNTS.',
  })
  async resendInvitation(
    @Arg('input', () => ResendInvitationInput, { description: 'The invitation to send again.' })
    input: ResendInvitationInput,
    @Ctx() context: AccountsContext,
  ): Promise<InvitationPayload> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toPayload(await resendInvitation(permitted, readId('ivt', input.invitationId)), 'invitation');
  }

  @Mutation(() => AcceptInvitationPayload, {
    description:
      'Accepts an invitation: creates the reseller with you as its administrator, keeps who accepted the agreement and from ' +
      'where, and signs you in. The reseller is active at once.',
  })
  @Open()
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, { description: 'The link, you, and your company.' })
    input: AcceptInvitationInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<AcceptedFields>> {
    return toAcceptedPayload(await acceptInvitation(context, readAcceptInvitation(input)), context);
  }

  @Mutation(() => AcceptAgreementPayload, {
    description:
      'Accepts the present agreement for your account, in your name. Needs the permission MANAGE_ACCOUNTS; it works when your session permits nothing else because the time for it is over. Refresh the session afterwards.',
  })
  async acceptAgreement(
    @Arg('input', () => AcceptAgreementInput, { description: 'The version that you accept.' })
    input: AcceptAgreementInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await acceptAgreement(requireSignedIn(context), input.version));
  }

  @Mutation(() => ActivateResellerPayload, {
    description:
      'Asks for the activation of your own reseller, which is PENDING: with what it says of itself, a security question, and your acceptance of the terms. All of it takes effect when its order is complete, usually within an hour; then the contact gets a mail with your user name. Needs the permission MANAGE_ACCOUNTS, in person. Give `activation` to `placeOrder` to do it with your first order.',
  })
  async activateReseller(
    @Arg('input', () => ActivateResellerInput, { description: 'What your reseller says.' })
    input: ActivateResellerInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<ActivatingReseller>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toFlatPayload(await activateReseller(permitted, readActivation(input)));
  }

  @Mutation(() => PrepareActivationPayload, {
    description: 'Keeps what a reseller says with its first order, which lets it take effect. For orders.',
  })
  @Directive('@inaccessible')
  async prepareActivation(
    @Arg('input', () => ActivateResellerInput, { description: 'What the reseller says.' }) input: ActivateResellerInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly activationId: string }>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toFlatPayload(await prepareActivation(permitted, readActivation(input)));
  }

  @Mutation(() => CreateResellerPayload, {
    description:
      'Creates a reseller with its representative, who gets a mail to set a password. The reseller is active at once, unless it is created as pending. Needs the permission MANAGE_ACCOUNTS.',
  })
  async createReseller(
    @Arg('input', () => CreateResellerInput, { description: 'The reseller to create.' }) input: CreateResellerInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly reseller: AccountRow }>> {
    const outcome = await createAccount(requirePermission(context, 'MANAGE_ACCOUNTS'), readCreateReseller(input));
    return toPayload(outcome, 'reseller');
  }

  @Mutation(() => CreateCustomerPayload, {
    description:
      'Creates a customer with its first administrator. Ask `createCustomerObstacles` first to learn what would refuse it. ' +
      'Needs the permission MANAGE_ACCOUNTS.',
  })
  async createCustomer(
    @Arg('input', () => CreateCustomerInput, { description: 'The customer to create.' }) input: CreateCustomerInput,
    @Arg('parentActivates', () => Boolean, { defaultValue: false, description: PARENT_ACTIVATES })
    @Directive('@inaccessible')
    parentActivates: boolean,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly customer: AccountRow }>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    const request = readCreateCustomer(input, permitted.viewer.accountId);
    return toPayload(await createAccount(permitted, request, { parentActivates }), 'customer');
  }
}
