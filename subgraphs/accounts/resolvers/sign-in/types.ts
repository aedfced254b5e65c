import { Field, ObjectType } from 'type-graphql';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, type Outcome } from '../../../shared/domain/refusal.ts';
import { payloadType, toFlatPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { AccountsContext } from '../../context.ts';
import type { IssuedSession } from '../../services/sign-in/sessions.ts';
import { ViewerType } from '../users/types.ts';

@ObjectType('VerifySecurityQuestionPayload', { description: 'Whether a caller is who they say.' })
export class VerifySecurityQuestionPayload {
  @Field(() => Boolean, { description: 'True when the answer is right. False as well when the call was refused.' })
  verified!: boolean;

  @Field(() => [UserError], {
    description:
      'The reasons for refusing the call, each with a remedy. Empty on success. When there is one, nothing was changed.',
  })
  userErrors!: UserError[];
}

@ObjectType('Session', { description: 'The tokens of a sign-in.' })
export class SessionType {
  @Field(() => String, {
    description:
      'Send it as `Authorization: Bearer …` with every request. It lasts 15 minutes unless the platform is configured otherwise.',
  })
  accessToken!: string;

  @Field(() => String, {
    description: 'Pass it to `refreshSession` for the next pair of tokens, then keep only the new one.',
  })
  refreshToken!: string;

  @Field(() => DateTimeScalar, { description: 'When the access token expires.' })
  expiresAt!: Date;
}

export const SignInPayload = payloadType('SignIn', 'A session, or the reasons for refusing it.', {
  session: { type: () => SessionType, description: 'The tokens of the session.' },
  viewer: { type: () => ViewerType, description: 'The user who has signed in.' },
});

/** What somebody gets who has signed in. */
export interface SignedInFields {
  readonly session: SessionType;
  readonly viewer: SignedInPrincipal;
}

/** Makes the payload. The rest of the operation is answered to the user who has signed in. */
export function toSignInPayload(outcome: Outcome<IssuedSession>, context: AccountsContext): Payload<SignedInFields> {
  if (!outcome.ok) return toFlatPayload(outcome);
  const { principal, ...session } = outcome.value;
  context.principal = principal;
  return toFlatPayload(done({ session, viewer: principal }));
}
