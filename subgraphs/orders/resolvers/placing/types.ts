import { Field, ObjectType } from 'type-graphql';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Money } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar, DurationScalar } from '../../../shared/graphql/scalars.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { CheckStatus, OrderCheck } from '../../rules/placing/order-check.ts';
import { CartLineType, type PricedLine } from '../carts/types.ts';

export const CheckStatusEnum = enumType<CheckStatus>('CheckStatus', 'The result of one check of an order.', {
  PASSED: 'Nothing stands in the way of the order.',
  FAILED: 'The order would be refused. The error says why, and what to do.',
  SKIPPED: 'The check was not made: an earlier one failed, or you may not know its result.',
});

@ObjectType('OrderCheck', { description: 'One check of an order, with its result.' })
export class OrderCheckType {
  @Field(() => String, { description: 'A stable code of the check, for programs.' })
  code!: string;

  @Field(() => String, { description: 'What is checked, in words for people.' })
  label!: string;

  @Field(() => CheckStatusEnum, { description: 'The result of the check.' })
  status!: CheckStatus;

  @Field(() => UserError, {
    nullable: true,
    description: 'Why the check failed, and what to do. Null unless it failed.',
  })
  error?: UserError;
}

@ObjectType('OrderEstimate', { description: 'What an order would cost, and every check that it has to pass.' })
export class OrderEstimateType {
  @Field(() => [CartLineType], {
    description: 'The lines of the order, with their prices. A line whose plan is not in the catalogue is left out.',
  })
  lines!: readonly PricedLine[];

  @Field(() => Money, {
    nullable: true,
    description:
      'What your account would pay for the whole term. Null without the permission VIEW_FINANCIALS, and when a line has no price, or a different currency from the others.',
  })
  total!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'The part of the total that is due immediately: the first instalments. Null when the total is null.',
  })
  dueNow!: Money | null;

  @Field(() => [OrderCheckType], { description: 'Every check of the order, whether it passed or not.' })
  checks!: readonly OrderCheck[];

  @Field(() => String, {
    nullable: true,
    description:
      'Pass it to `placeOrder` to order at these prices: it locks them for 24 hours and for one order. Null while a check fails. An estimate made with an `estimateToken` does not extend the 24 hours.',
  })
  token?: string | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the price lock ends. Null when there is no token.',
  })
  expiresAt?: Date | undefined;

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'How long the vendor usually takes to provision an order.',
  })
  expectedProvisioning?: string | undefined;
}
