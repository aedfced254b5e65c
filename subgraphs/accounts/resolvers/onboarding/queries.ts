import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { AccountsContext } from '../../context.ts';
import { findCustomerObstacles } from '../../services/onboarding/customer-obstacles.ts';
import { readCreateCustomer } from './read-inputs.ts';

@Resolver()
export class OnboardingQueries {
  @Query(() => [UserError], {
    description:
      'Every reason why `createCustomer` would refuse this input, all at once. Empty when it would create the ' +
      'customer. Changes nothing. Needs the permission MANAGE_ACCOUNTS.',
  })
  @Directive('@listSize(assumedSize: 5)')
  async createCustomerObstacles(
    @Arg('input', () => CreateCustomerInput, { description: 'The customer that you intend to create.' })
    input: CreateCustomerInput,
    @Ctx() context: AccountsContext,
  ): Promise<readonly Refusal[]> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return await findCustomerObstacles(permitted, readCreateCustomer(input, permitted.viewer.accountId));
  }
}
