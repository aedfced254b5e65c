import { Field, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { MAX_PASSWORD_LENGTH } from '../../rules/sign-in/password-length.ts';

@InputType('SignInInput', { description: 'The credentials of a user.' })
export class SignInInput {
  @Field(() => String, { description: 'The login of the user, in upper or lower case.' })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { description: 'The password of the user.' })
  @Length({ max: MAX_PASSWORD_LENGTH })
  password!: string;
}

@InputType('RefreshSessionInput', { description: 'The token that continues a session.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The refresh token you received last.' })
  refreshToken!: string;
}
