import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { ActivateResellerInput, CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { AccountsContext } from '../../context.ts';
import { offeredInvitation } from '../../services/onboarding/invitations.ts';
import type { InvitationRow } from '../../entities/invitation.ts';
import type { Agreement } from '../../rules/onboarding/agreement.ts';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import { AgreementType, InvitationType } from './types.ts';
import { findCustomerObstacles } from '../../services/onboarding/customer-obstacles.ts';
import { findActivationObstacles } from '../../services/onboarding/activate-reseller.ts';
import { readActivation, readCreateCustomer } from './read-inputs.ts';

@Resolver()
export class OnboardingQueries {
  @Query(() => AgreementType, { description: 'The terms and conditions of the marketplace, which a reseller accepts.' })
  @Open()
  terms(@Ctx() { deps }: AccountsContext): Agreement {
    return deps.agreement;
  }

  @Query(() => InvitationType, {
    nullable: true,
    description:
      'The invitation that a link offers. Null when the link is not known, was replaced by a newer one, or was revoked.',
  })
  @Open()
  async invitation(
    @Arg('token', () => String, { description: 'The text behind `token=` in the link from the mail.' }) token: string,
    @Ctx() context: AccountsContext,
  ): Promise<InvitationRow | null> {
    return await offeredInvitation(context, token);
  }

  @Query(() => [UserError], {
    description:
      'Every reason why `createCustomer` would refuse this input, all at once. Empty when it would create the ' +
      'customer. Changes nothing. Needs the permission MANAGE_ACCOUNTS.',
  })
  @Directive('@listSize(assumedSize: 5)')
  async createCustomerObstacles(
    @Arg('input', () => CreateCustomerInput, { description: 'The customer that you intend to create.' })
    input: CreateCustomerInput,
    @Arg('parentActivates', () => Boolean, {
      defaultValue: false,
      description: 'Whether the order that creates the customer activates the account that sells to it.',
    })
    @Directive('@inaccessible')
    parentActivates: boolean,
    @Ctx() context: AccountsContext,
  ): Promise<readonly Refusal[]> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    const request = readCreateCustomer(input, permitted.viewer.accountId);
    return await findCustomerObstacles(permitted, request, { parentActivates });
  }

  @Query(() => [UserError], {
    description: 'Every reason why the activation of your reseller would be refused. Changes nothing. For orders.',
  })
  @Directive('@inaccessible')
  @Directive('@listSize(assumedSize: 5)')
  async activationObstacles(
    @Arg('input', () => ActivateResellerInput, { description: 'What the reseller says.' }) input: ActivateResellerInput,
    @Ctx() context: AccountsContext,
  ): Promise<readonly Refusal[]> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return await findActivationObstacles(permitted, readActivation(input));
  }
}
