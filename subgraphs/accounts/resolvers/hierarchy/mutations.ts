import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { permitted } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import { createAccount } from '../../services/onboarding/create-account.ts';
import { updateAccount } from '../../services/hierarchy/update-account.ts';
import { CreateCustomerPayload, CreateResellerPayload, UpdateAccountPayload } from './payloads.ts';
import { CreateResellerInput, newCustomer, UpdateAccountInput } from './inputs.ts';

@Resolver()
export class AccountMutations {
  @Mutation(() => CreateResellerPayload, {
    description: 'Creates a reseller with its representative, active at once. Needs MANAGE_ACCOUNTS.',
  })
  async createReseller(
    @Arg('input', () => CreateResellerInput, { description: 'The reseller.' }) input: CreateResellerInput,
    @Ctx() { services, em, principal }: AccountsContext,
  ): Promise<CreateResellerPayload> {
    const outcome = await createAccount(services, em, permitted(principal, 'MANAGE_ACCOUNTS'), {
      ...input,
      type: 'RESELLER',
      segment: null,
      externalId: input.externalId,
      currency: input.currency,
      limited: false,
      idempotencyKey: undefined,
    });
    return outcome.ok ? { reseller: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }

  @Mutation(() => CreateCustomerPayload, {
    description:
      'Creates a customer with its first administrator. `createCustomerObstacles` says before what would refuse it. Needs ' +
      'MANAGE_ACCOUNTS.',
  })
  async createCustomer(
    @Arg('input', () => CreateCustomerInput, { description: 'The customer.' }) input: CreateCustomerInput,
    @Ctx() { services, em, principal }: AccountsContext,
  ): Promise<CreateCustomerPayload> {
    const viewer = permitted(principal, 'MANAGE_ACCOUNTS');
    const outcome = await createAccount(services, em, viewer, newCustomer(input, viewer.accountId));
    return outcome.ok ? { customer: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }

  @Mutation(() => UpdateAccountPayload, { description: 'Changes an account in your subtree. Needs MANAGE_ACCOUNTS.' })
  async updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'What to change.' }) input: UpdateAccountInput,
    @Ctx() { services, em, principal }: AccountsContext,
  ): Promise<UpdateAccountPayload> {
    const outcome = await updateAccount(services, em, permitted(principal, 'MANAGE_ACCOUNTS'), input);
    return outcome.ok ? { account: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }
}
