import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';

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
