import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { cancelAccount, holdAccount } from '../../services/hierarchy/hold-account.ts';
import { moveAccount } from '../../services/hierarchy/move-account.ts';
import { updateAccount } from '../../services/hierarchy/update-account.ts';
import { CancelAccountInput, MoveAccountInput, SetAccountHoldInput, UpdateAccountInput } from './inputs.ts';
import { readUpdateAccount } from './read-inputs.ts';
import { AccountInterface } from './types.ts';

const UpdateAccountPayload = payloadType(
  'UpdateAccount',
  'The changed account, or the reasons for refusing the change.',
  {
    account: { type: () => AccountInterface, description: 'The account after the change.' },
  },
);

const HELD = { account: { type: () => AccountInterface, description: 'The account after the call.' } };
const SetAccountHoldPayload = payloadType('SetAccountHold', 'The account that is held or released.', HELD);
const MoveAccountPayload = payloadType('MoveAccount', 'The account under its new seller.', HELD);
const CancelAccountPayload = payloadType('CancelAccount', 'The account that was cancelled.', HELD);

@Resolver()
export class AccountMutations {
  @Mutation(() => SetAccountHoldPayload, {
    description:
      'Holds an account below yours with everything below it, or lifts one of its holds. A new hold ends the sessions there ' +
      'within five seconds. Needs the permission MANAGE_ACCOUNTS.',
  })
  async setAccountHold(
    @Arg('input', () => SetAccountHoldInput, { description: 'The account and the hold.' }) input: SetAccountHoldInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly account: AccountRow }>> {
    const { hold, lift, reason } = input;
    const request = { accountId: readId('acc', input.accountId), hold, lift: lift ?? false, reason };
    return toPayload(await holdAccount(requirePermission(context, 'MANAGE_ACCOUNTS'), request), 'account');
  }

  @Mutation(() => CancelAccountPayload, {
    description:
      'Ends an account below yours for good: nobody signs in for it any more. Refused while an account below it is not ' +
      'cancelled. Needs the permission MANAGE_ACCOUNTS.',
  })
  async cancelAccount(
    @Arg('input', () => CancelAccountInput, { description: 'The account and the reason.' }) input: CancelAccountInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly account: AccountRow }>> {
    const request = { accountId: readId('acc', input.accountId), reason: input.reason };
    return toPayload(await cancelAccount(requirePermission(context, 'MANAGE_ACCOUNTS'), request), 'account');
  }

  @Mutation(() => MoveAccountPayload, {
    description:
      'Puts an account below yours, with everything below it, under another seller in your subtree. From now on the new seller ' +
      'sees it and sells to it, and the old one does not. Everybody in the subtree has to sign in again. Prices follow the rules ' +
      'of the new seller: estimates from before are refused with PRICE_CHANGED, and open carts are priced anew. What was owed ' +
      'and reserved stays with the old seller, payment terms are asked for anew. Under the seller that it has, nothing changes. ' +
      'Needs the permission MANAGE_ACCOUNTS.',
  })
  async moveAccount(
    @Arg('input', () => MoveAccountInput, { description: 'The account, its new seller and the reason.' })
    input: MoveAccountInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly account: AccountRow }>> {
    const request = {
      accountId: readId('acc', input.accountId),
      newParentId: readId('acc', input.newParentId),
      reason: input.reason,
    };
    return toPayload(await moveAccount(requirePermission(context, 'MANAGE_ACCOUNTS'), request), 'account');
  }

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
