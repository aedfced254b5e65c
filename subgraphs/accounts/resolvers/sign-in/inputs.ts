import { Field, ID, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { MAX_PASSWORD_LENGTH } from '../../rules/passwords/password-length.ts';

@InputType('SignInInput', { description: 'The credentials of a user.' })
export class SignInInput {
  @Field(() => String, { description: 'The login of the user, in upper or lower case.' })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { description: 'The password of the user.' })
  @Length({ max: MAX_PASSWORD_LENGTH })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The six digits that the authenticator shows now, or a recovery code, for a user with a second factor. Without it the ' +
      'sign-in of such a user is refused with SECOND_FACTOR_REQUIRED.',
  })
  code?: string | null;
}

@InputType('EnrolSecondFactorInput', { description: 'What proves that it is you.' })
export class EnrolSecondFactorInput {
  @Field(() => String, { description: 'The password you sign in with.' })
  @Length({ max: MAX_PASSWORD_LENGTH })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator that you have, or a recovery code, if you have a second factor already.',
  })
  code?: string | null;
}

@InputType('ResetSecondFactorInput', { description: 'Whose authenticator and recovery codes are lost.' })
export class ResetSecondFactorInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;
}

@InputType('ConfirmSecondFactorInput', { description: 'What your authenticator shows.' })
export class ConfirmSecondFactorInput {
  @Field(() => String, { description: 'The six digits that the authenticator shows now.' })
  code!: string;
}

@InputType('SetSecurityQuestionInput', { description: 'The security question of your reseller.' })
export class SetSecurityQuestionInput {
  @Field(() => String, { description: 'One of the questions of the query `securityQuestions`, word for word.' })
  question!: string;

  @Field(() => String, {
    description: 'What a caller has to say. Upper and lower case, blanks, punctuation and accents do not matter.',
  })
  answer!: string;
}

@InputType('VerifySecurityQuestionInput', { description: 'Whom a caller claims to call for, and the answer.' })
export class VerifySecurityQuestionInput {
  @Field(() => ID, { description: 'The reseller below your account for which somebody calls.' })
  accountId!: string;

  @Field(() => String, { description: 'What the caller answers to the security question.' })
  answer!: string;
}

@InputType('RefreshSessionInput', { description: 'The token that continues a session.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The refresh token you received last.' })
  refreshToken!: string;
}

@InputType('ActForInput', { description: 'For which account you act, and why.' })
export class ActForInput {
  @Field(() => ID, { description: 'An account below yours.' })
  accountId!: string;

  @Field(() => String, { nullable: true, description: 'Why, for whoever asks later. It is kept with the session.' })
  reason?: string | null;
}
