import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { done } from '../../../shared/domain/refusal.ts';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import { payloadType, toFlatPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import { changePassword } from '../../services/passwords/change-password.ts';
import { requestPasswordReset } from '../../services/passwords/request-password-reset.ts';
import { resetPassword } from '../../services/passwords/reset-password.ts';
import { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './inputs.ts';

const RequestPasswordResetPayload = payloadType('RequestPasswordReset', 'Whether the request was taken.');
const ResetPasswordPayload = payloadType('ResetPassword', 'The result of setting a password.');
const ChangePasswordPayload = payloadType('ChangePassword', 'The result of changing a password.');

@Resolver()
export class PasswordMutations {
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Sends a mail with a link to set a new password to the user with this login, if there is one: the answer is the same ' +
      'whether or not there is. The link works once, within an hour. Five requests within 15 minutes are taken.',
  })
  @Open()
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput, { description: 'Whose password is forgotten.' })
    input: RequestPasswordResetInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await requestPasswordReset(context, input.login));
  }

  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets a password by the link from a mail, which works once. Ends every session of the user, and unlocks a login that ' +
      'wrong passwords have locked.',
  })
  @Open()
  async resetPassword(
    @Arg('input', () => ResetPasswordInput, { description: 'The new password and the link.' })
    input: ResetPasswordInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    const outcome = await resetPassword(context, input);
    return toFlatPayload(outcome.ok ? done({}) : outcome);
  }

  @Mutation(() => ChangePasswordPayload, {
    description:
      'Changes your password. Wrong current passwords are counted like those of signing in. Every session of yours ends, this ' +
      'one too, and a mail tells you of the change.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The present password and the new one.' })
    input: ChangePasswordInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await changePassword(requireSignedIn(context), input));
  }
}
