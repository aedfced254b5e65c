import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import type { Payload } from '../../../shared/graphql/payload.ts';
import type { AccountsContext } from '../../context.ts';
import { completeSignIn } from '../../services/single-sign-on/sign-in-codes.ts';
import { SignInPayload, toSignInPayload, type SignedInFields } from '../sign-in/types.ts';
import { CompleteSignInInput } from './inputs.ts';

@Resolver()
export class SingleSignOnMutations {
  @Mutation(() => SignInPayload, {
    description:
      'Starts the session of somebody who has signed in on the page of the platform, for the portal that sent them there.',
  })
  @Open()
  async completeSignIn(
    @Arg('input', () => CompleteSignInInput, { description: 'The code, and the secret of the portal.' })
    input: CompleteSignInInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<SignedInFields>> {
    return toSignInPayload(await completeSignIn(context, input), context);
  }
}
