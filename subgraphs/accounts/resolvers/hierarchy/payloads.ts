import { Field, ObjectType } from 'type-graphql';
import type { AccountRow } from '../../entities/account.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import { AccountInterface, CustomerType, ResellerType } from './types.ts';

const USER_ERRORS = 'Why it was refused; empty when it was not. When it is not empty, nothing was changed.';

@ObjectType('CreateResellerPayload', { description: 'The new reseller, or why there is none.' })
export class CreateResellerPayload {
  @Field(() => ResellerType, { nullable: true, description: 'The new reseller; null when refused.' })
  reseller?: AccountRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('CreateCustomerPayload', { description: 'The new customer, or why there is none.' })
export class CreateCustomerPayload {
  @Field(() => CustomerType, { nullable: true, description: 'The new customer; null when refused.' })
  customer?: AccountRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('UpdateAccountPayload', { description: 'The changed account, or why it was not changed.' })
export class UpdateAccountPayload {
  @Field(() => AccountInterface, { nullable: true, description: 'The account as it is now; null when refused.' })
  account?: AccountRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
