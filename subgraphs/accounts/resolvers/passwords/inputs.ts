import { Field, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { MAX_PASSWORD_LENGTH } from '../../rules/passwords/password-length.ts';

@InputType('RequestPasswordResetInput', { description: 'Whose password is forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The login of the user, in upper or lower case.' })
  @Length({ max: 255 })
  login!: string;
}

@InputType('ResetPasswordInput', { description: 'A new password, and the link that allows it.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The text behind `token=` in the link from the mail.' })
  @Length({ max: 255 })
  token!: string;

  @Field(() => String, {
    description: 'The new password: at least 12 characters, and not one of those that guessers try first.',
  })
  @Length({ max: MAX_PASSWORD_LENGTH })
  password!: string;
}

@InputType('ChangePasswordInput', { description: 'Your present password and the new one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password you sign in with now.' })
  @Length({ max: MAX_PASSWORD_LENGTH })
  currentPassword!: string;

  @Field(() => String, {
    description: 'The new password: at least 12 characters, and not one of those that guessers try first.',
  })
  @Length({ max: MAX_PASSWORD_LENGTH })
  newPassword!: string;
}
