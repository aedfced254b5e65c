import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { USER_ERROR_CODES, type Refusal, type RemedyHint, type UserErrorCode } from '../domain/refusal.ts';
import { UrlScalar } from './scalars.ts';

const codes = Object.keys(USER_ERROR_CODES) as UserErrorCode[];

/** The enum object that type-graphql registers: every code under its own name. */
export const UserErrorCodeEnum = Object.fromEntries(codes.map((code) => [code, code])) as {
  readonly [C in UserErrorCode]: C;
};

registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'Why a mutation refused. New codes may come; treat an unknown one by its message.',
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: USER_ERROR_CODES[code] }])),
});

@ObjectType('Remedy', { description: 'Something that makes a refused call succeed.' })
@Directive('@shareable')
export class Remedy implements RemedyHint {
  @Field(() => String, { description: 'What to do, in words.' })
  description!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'Where to do it.' })
  url?: string | undefined;
}

@ObjectType('UserError', { description: 'One expected refusal, with its cure.' })
@Directive('@shareable')
export class UserError implements Refusal {
  @Field(() => UserErrorCodeEnum, { description: 'The reason, for programs.' })
  code!: UserErrorCode;

  @Field(() => String, { description: 'The reason, for people.' })
  message!: string;

  @Field(() => [String], {
    description: 'Path of the input field at fault, list positions as numbers: ["lines", "0", "quantity"].',
  })
  path!: readonly string[];

  @Field(() => Boolean, { description: 'The same call may succeed later, unchanged.' })
  retryable!: boolean;

  @Field(() => [Remedy], { description: 'What to do now, and where.' })
  remedies!: readonly RemedyHint[];

  @Field(() => Int, { nullable: true, description: 'How many would pass, where a quantity is refused.' })
  availableQuantity?: number | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own code, when the refusal is the vendor's." })
  vendorCode?: string | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own words, when the refusal is the vendor's." })
  vendorMessage?: string | undefined;
}
