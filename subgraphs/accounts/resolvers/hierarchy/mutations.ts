import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { updateAccount } from '../../services/hierarchy/update-account.ts';
import { UpdateAccountInput } from './inputs.ts';
import { readUpdateAccount } from './read-inputs.ts';
import { AccountInterface } from './types.ts';

const UpdateAccountPayload = payloadType(
  'UpdateAccount',
  'The changed account, or the reasons for refusing the change.',
  {
    account: { type: () => AccountInterface, description: 'The account after the change.' },
  },
);

@Resolver()
export class AccountMutations {
  @Mutation(() => UpdateAccountPayload, {
    description: 'Changes your own account or one below it. Needs the permission MANAGE_ACCOUNTS.',
  })
  async updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'The account and its new values.' })
    input: UpdateAccountInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly account: AccountRow }>> {
    const outcome = await updateAccount(requirePermission(context, 'MANAGE_ACCOUNTS'), readUpdateAccount(input));
    return toPayload(outcome, 'account');
  }
}
