import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';

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
