import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { done } from '../../../shared/domain/refusal.ts';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import { payloadType, toFlatPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { requirePermission, requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import { actFor } from '../../services/sign-in/act-for.ts';
import { confirmSecondFactor, enrolSecondFactor, type Enrolment } from '../../services/sign-in/second-factor.ts';
import { setSecurityQuestion, verifySecurityQuestion } from '../../services/sign-in/security-questions.ts';
import { endSession, refreshSession } from '../../services/sign-in/sessions.ts';
import { resetSecondFactor } from '../../services/sign-in/reset-second-factor.ts';
import { signIn } from '../../services/sign-in/sign-in.ts';
import {
  ActForInput,
  ConfirmSecondFactorInput,
  EnrolSecondFactorInput,
  RefreshSessionInput,
  ResetSecondFactorInput,
  SetSecurityQuestionInput,
  SignInInput,
  VerifySecurityQuestionInput,
} from './inputs.ts';
import { SignInPayload, toSignInPayload, VerifySecurityQuestionPayload, type SignedInFields } from './types.ts';

const SignOutPayload = payloadType('SignOut', 'The result of signing out.');

const EnrolSecondFactorPayload = payloadType(
  'EnrolSecondFactor',
  'What an authenticator and you need, or the reasons for refusing it.',
  {
    uri: {
      type: () => String,
      description: 'An `otpauth:` address for the authenticator: show it as a QR code. It is not shown again.',
    },
    recoveryCodes: {
      type: () => [String],
      description: 'Ten codes, each of which signs you in once without the authenticator. They are not shown again.',
    },
  },
);
const ResetSecondFactorPayload = payloadType('ResetSecondFactor', 'The result of taking a second factor away.');
const ConfirmSecondFactorPayload = payloadType('ConfirmSecondFactor', 'The result of confirming the second factor.');

const SetSecurityQuestionPayload = payloadType('SetSecurityQuestion', 'The result of setting the question.');

@Resolver()
export class SessionMutations {
  @Mutation(() => SignInPayload, {
    description:
      'Signs a user in. After five wrong passwords within 15 minutes the login is locked until those 15 minutes are over. TOO_MANY_ATTEMPTS is also ' +
      'returned while too many people are signing in at once.',
  })
  @Open()
  async signIn(
    @Arg('input', () => SignInInput, { description: 'The login and password.' }) input: SignInInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<SignedInFields>> {
    return toSignInPayload(await signIn(context, { ...input, code: input.code ?? undefined }), context);
  }

  @Mutation(() => SignInPayload, {
    description:
      'Continues a session: returns the next pair of tokens for its newest refresh token. The same token sent again within 30 seconds gets the same refresh token once more; sent later, it ends the session.',
  })
  @Open()
  async refreshSession(
    @Arg('input', () => RefreshSessionInput, { description: 'The refresh token of the session.' })
    input: RefreshSessionInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<SignedInFields>> {
    return toSignInPayload(await refreshSession(context, input.refreshToken), context);
  }

  @Mutation(() => EnrolSecondFactorPayload, {
    description:
      'Begins a second factor for you: an authenticator that shows codes (RFC 6238). It is needed to sign in from the moment on at which `confirmSecondFactor` takes a code of it. Wrong passwords are counted like those of signing in. With a code of the one before, it replaces an authenticator or used recovery codes.',
  })
  async enrolSecondFactor(
    @Arg('input', () => EnrolSecondFactorInput, { description: 'Your password, once more.' })
    input: EnrolSecondFactorInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<Enrolment>> {
    const request = { password: input.password, code: input.code ?? undefined };
    return toFlatPayload(await enrolSecondFactor(requireSignedIn(context), request));
  }

  @Mutation(() => ConfirmSecondFactorPayload, {
    description:
      'Puts the second factor that you have begun into force. Your other sessions end. If your account requires one, refresh the session afterwards: then it permits what it did before.',
  })
  async confirmSecondFactor(
    @Arg('input', () => ConfirmSecondFactorInput, { description: 'A code of the authenticator.' })
    input: ConfirmSecondFactorInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await confirmSecondFactor(requireSignedIn(context), input.code));
  }

  @Mutation(() => ResetSecondFactorPayload, {
    description:
      'Takes the second factor from a user who has lost it, and ends their sessions; a mail tells them. Nobody takes it from a user who may do more than they, or from themselves. Needs the permission MANAGE_USERS.',
  })
  async resetSecondFactor(
    @Arg('input', () => ResetSecondFactorInput, { description: 'The user who has lost it.' })
    input: ResetSecondFactorInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    const permitted = requirePermission(context, 'MANAGE_USERS');
    return toFlatPayload(await resetSecondFactor(permitted, readId('usr', input.userId)));
  }

  @Mutation(() => SignInPayload, {
    description:
      'Opens the panel of an account below yours, without its password: a session that permits what its administrator may do, as far as you may do it yourself. Orders that you place in it name you and the account that you came from. It ends with the session in which you ask for it. Needs the permission ACT_FOR_CUSTOMERS.',
  })
  async actFor(
    @Arg('input', () => ActForInput, { description: 'The account, and the reason.' }) input: ActForInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<SignedInFields>> {
    const permitted = requirePermission(context, 'ACT_FOR_CUSTOMERS');
    const request = { accountId: readId('acc', input.accountId), reason: input.reason ?? undefined };
    return toSignInPayload(await actFor(permitted, request), context);
  }

  @Mutation(() => SetSecurityQuestionPayload, {
    description:
      'Sets the security question of your reseller, in place of the one before. Nobody can read the answer afterwards. Needs ' +
      'the permission MANAGE_ACCOUNTS.',
  })
  async setSecurityQuestion(
    @Arg('input', () => SetSecurityQuestionInput, { description: 'The question and its answer.' })
    input: SetSecurityQuestionInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await setSecurityQuestion(requirePermission(context, 'MANAGE_ACCOUNTS'), input));
  }

  @Mutation(() => VerifySecurityQuestionPayload, {
    description:
      'Checks the answer of somebody who calls for a reseller below your account. After five wrong answers within 15 minutes ' +
      'the question is locked until those 15 minutes are over. Needs the permission MANAGE_ACCOUNTS.',
  })
  async verifySecurityQuestion(
    @Arg('input', () => VerifySecurityQuestionInput, { description: 'The reseller and the answer.' })
    input: VerifySecurityQuestionInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly verified: boolean }>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    const caller = { accountId: readId('acc', input.accountId), answer: input.answer };
    return { verified: false, ...toFlatPayload(await verifySecurityQuestion(permitted, caller)) };
  }

  @Mutation(() => SignOutPayload, {
    description:
      'Ends the session of this access token. Within five seconds its tokens are refused and its streams end.',
  })
  async signOut(@Ctx() context: AccountsContext): Promise<Payload<object>> {
    await endSession(requireSignedIn(context));
    return toFlatPayload(done({}));
  }
}
