import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { MARGIN_RULE_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { SeenPeriod } from '../../loaders/price-periods.ts';
import { PlanType } from '../products/types.ts';

/** A period of a plan with its price. */
export interface PlanPrice {
  readonly plan: PlanRow;
  readonly period: SeenPeriod;
}

@ObjectType('PlanPrice', {
  description: 'A period of a plan with its price: from when to when, and for how many seats.',
})
export class PlanPriceType {}

@Directive('@inaccessible')
@ObjectType('OrderQuote', {
  description: 'A plan with the sealed prices of all accounts from the provider down to the buyer.',
})
export class OrderQuoteType {
  @Field(() => PlanType, { description: 'The plan that is quoted.' })
  plan!: PlanRow;

  @Field(() => String, {
    description:
      'The price of every tier, encrypted so that only the platform can read it. What you pay is `plan.price`. The ' +
      'length of the text reveals nothing about the prices.',
  })
  sealedTiers!: string;
}

@ObjectType('MarginRule', { description: MARGIN_RULE_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class MarginRuleType implements Node {
  @Field(() => ID, { description: 'The id of the rule.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The category whose products the rule is for. Null when it is for something else, or for everything.',
  })
  category?: string | null;
}

export const MarginRuleConnection = connectionType('MarginRule', () => MarginRuleType);

@ObjectType('SetMarginPayload', { description: 'The result of `setMargin`.' })
export class SetMarginPayload {
  @Field(() => MarginRuleType, {
    nullable: true,
    description: 'The rule as it is now. Null when it was removed, and when the call was refused.',
  })
  rule?: MarginRuleType | null;

  @Field(() => [String], {
    description:
      'What the seller should look at: how many plans the rule sells above the retail price, or below what the seller ' +
      'pays, when it begins, or now if it has begun. Only for the seller and the account it buys from, with the ' +
      'permission VIEW_FINANCIALS. Empty when the call was refused.',
  })
  warnings!: readonly string[];

  @Field(() => [UserError], {
    description:
      'The reasons for refusing the call, each with a remedy. Empty on success. When there is one, nothing was changed.',
  })
  userErrors!: readonly UserError[];
}
