import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { USER_ERROR_CODES, type Refusal, type RemedyHint, type UserErrorCode } from '../domain/refusal.ts';
import { enumType } from './enum.ts';
import { UrlScalar } from './scalars.ts';

export const UserErrorCodeEnum = enumType<UserErrorCode>(
  'UserErrorCode',
  'The reason for refusing a call. New codes may be added: show the message of a code that you do not know.',
  USER_ERROR_CODES,
);

@ObjectType('Remedy', { description: 'An action that makes a refused call succeed.' })
@Directive('@shareable')
export class Remedy implements RemedyHint {
  @Field(() => String, { description: 'The action to take, in words.' })
  description!: string;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'The page where you can take the action. Null when there is none.',
  })
  url?: string | undefined;
}

@ObjectType('UserError', { description: 'One reason for refusing a call, with its remedies.' })
@Directive('@shareable')
export class UserError implements Refusal {
  @Field(() => UserErrorCodeEnum, { description: 'The reason, as a code for programs.' })
  code!: UserErrorCode;

  @Field(() => String, { description: 'The reason, as a sentence for people.' })
  message!: string;

  @Field(() => [String], {
    description: 'The path of the input field at fault. Positions in lists are numbers: ["lines", "0", "quantity"].',
  })
  path!: readonly string[];

  @Field(() => Boolean, { description: 'Whether the same call may succeed later without a change.' })
  retryable!: boolean;

  @Field(() => [Remedy], { description: 'The actions you can take now. There is at least one.' })
  remedies!: readonly RemedyHint[];

  @Field(() => Int, {
    nullable: true,
    description: 'The quantity that would be accepted. Null unless a quantity was refused.',
  })
  availableQuantity?: number | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own error code. Null unless the vendor refused." })
  vendorCode?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's own error message. Null unless the vendor refused.",
  })
  vendorMessage?: string | undefined;
}
