import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import type { Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext } from '../../context.ts';
import { endSession, refreshSession, type IssuedSession } from '../../services/sign-in/sessions.ts';
import { signIn } from '../../services/sign-in/sign-in.ts';
import { RefreshSessionInput, SignInInput } from '../hierarchy/inputs.ts';
import { SignInPayload, SignOutPayload } from '../users/types.ts';

function toPayload(outcome: Outcome<IssuedSession>, context: AccountsContext): SignInPayload {
  if (!outcome.ok) return { userErrors: outcome.errors };
  const { principal, ...session } = outcome.value;
  context.principal = principal;
  return { session, viewer: { principal }, userErrors: [] };
}

@Resolver()
export class SessionMutations {
  @Mutation(() => SignInPayload, {
    description:
      'Signs a user in. Five wrong passwords within 15 minutes lock the login for that time; TOO_MANY_ATTEMPTS also says that too many people sign in at this moment.',
  })
  @Open()
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Login and password.' }) input: SignInInput,
    @Ctx() context: AccountsContext,
  ): Promise<SignInPayload> {
    const { clientAddress } = context.principal;
    return toPayload(await signIn(context.services, context.em, { ...input, clientAddress }), context);
  }

  @Mutation(() => SignInPayload, {
    description: 'Continues a session with its refresh token, which is used up. A token used twice ends the session.',
  })
  @Open()
  async refreshSession(
    @Arg('input', () => RefreshSessionInput, { description: 'The refresh token.' }) input: RefreshSessionInput,
    @Ctx() context: AccountsContext,
  ): Promise<SignInPayload> {
    const { clientAddress } = context.principal;
    return toPayload(await refreshSession(context.services, context.em, input.refreshToken, clientAddress), context);
  }

  @Mutation(() => SignOutPayload, {
    description:
      'Ends the session of this access token: within five seconds its tokens are refused and its streams end.',
  })
  async signOut(@Ctx() context: AccountsContext): Promise<SignOutPayload> {
    const { sessionId } = signedIn(context.principal);
    await endSession(context.services, context.em, sessionId);
    return { userErrors: [] };
  }
}
