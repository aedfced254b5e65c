import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { DecimalScalar } from '../../../shared/graphql/scalars.ts';

@ArgsType()
export class OrderQuoteArgs {
  @Field(() => [ID], { description: 'The ids of the plans to quote.' })
  planIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The account that a new customer or reseller would buy from. Give either this or `buyerId`.',
  })
  sellerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The account that would buy. Give either this or `sellerId`.' })
  buyerId?: string | null;
}

@InputType('SetMarginInput', {
  description:
    'A margin rule of a seller. If several rules apply to a sale, the first of these wins: plan and account, plan, ' +
    'product and account, product, account, all children.',
})
export class SetMarginInput {
  @Field(() => ID, {
    description: 'The account whose selling prices the rule changes: your own account or one below it.',
  })
  sellerId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The direct child of the seller that the rule is for. Leave it out to mean all its children.',
  })
  accountId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The product that the rule is for. Leave out both this and `planId` to mean all products.',
  })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The single plan that the rule is for.' })
  planId?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "The percentage added to the seller's cost, from -100 to 1000; a negative percentage is a discount. Null removes the rule.",
  })
  percent?: string | null;
}
