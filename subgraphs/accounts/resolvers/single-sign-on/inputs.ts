import { Field, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';

@InputType('CompleteSignInInput', {
  description: 'What a portal has after somebody has signed in on the page of the platform.',
})
export class CompleteSignInInput {
  @Field(() => String, {
    description: 'The parameter `code` with which the browser has returned. It works once, within a minute.',
  })
  code!: string;

  @Field(() => String, {
    description:
      'The secret of which the portal sent the SHA-256 as `code_challenge`: 43 to 128 characters (RFC 7636).',
  })
  @Length({ max: 128 })
  codeVerifier!: string;
}
