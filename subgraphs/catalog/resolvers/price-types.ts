import { Field, ObjectType } from 'type-graphql';
import { Money, toMoney } from '../../shared/graphql-types.ts';
import type { PlanRow } from '../entities/plan.ts';
import type { PlanPrice } from '../services/prices.ts';
import { PlanType } from './product-types.ts';

@ObjectType('PlanPrice', { description: 'What a plan costs one account of your subtree, and what it costs you.' })
export class PlanPriceType {
  @Field(() => PlanType, { description: 'The plan.' })
  plan!: PlanRow;

  @Field(() => Money, { description: 'What the account pays its seller for one seat and the whole term.' })
  price!: Money;

  @Field(() => Money, {
    description: 'For the quantity asked, rounded once: it may differ from the price times the quantity.',
  })
  total!: Money;

  @Field(() => Money, { description: 'What you pay for one seat and the whole term.' })
  viewerPrice!: Money;

  @Field(() => Money, { description: 'What you pay for the quantity asked, rounded once.' })
  viewerTotal!: Money;
}

/** Shows a quote at the API. */
export function toPlanPrice({ plan, price, total, viewerPrice, viewerTotal }: PlanPrice): PlanPriceType {
  return {
    plan,
    price: toMoney(price),
    total: toMoney(total),
    viewerPrice: toMoney(viewerPrice),
    viewerTotal: toMoney(viewerTotal),
  };
}
