import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { createAccount } from '../../services/onboarding/create-account.ts';
import { CustomerType, ResellerType } from '../hierarchy/types.ts';
import { CreateResellerInput } from './inputs.ts';
import { readCreateCustomer, readCreateReseller } from './read-inputs.ts';

const CreateResellerPayload = payloadType('CreateReseller', 'The new reseller, or the reasons for refusing it.', {
  reseller: { type: () => ResellerType, description: 'The new reseller.' },
});

const CreateCustomerPayload = payloadType('CreateCustomer', 'The new customer, or the reasons for refusing it.', {
  customer: { type: () => CustomerType, description: 'The new customer.' },
});

@Resolver()
export class OnboardingMutations {
  @Mutation(() => CreateResellerPayload, {
    description:
      'Creates a reseller with its representative. The reseller is active at once. Needs the permission MANAGE_ACCOUNTS.',
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
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly customer: AccountRow }>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toPayload(await createAccount(permitted, readCreateCustomer(input, permitted.viewer.accountId)), 'customer');
  }
}
