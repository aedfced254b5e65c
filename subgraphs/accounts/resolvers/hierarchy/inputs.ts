import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AddressInput, ContactInput, type CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import { CurrencyCodeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import { MAX_PASSWORD_LENGTH } from '../../rules/sign-in/password-length.ts';
import type { NewAccount } from '../../services/onboarding/account-obstacles.ts';
import { AccountOrderEnum, AccountStatusEnum, AccountTypeEnum } from './enums.ts';

const EXTERNAL_ID = 'Its id in your own systems.';

@InputType('SignInInput', { description: 'Login and password.' })
export class SignInInput {
  @Field(() => String, { description: 'The login; upper and lower case are the same.' })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { description: 'The password.' })
  @Length({ max: MAX_PASSWORD_LENGTH })
  password!: string;
}

@InputType('RefreshSessionInput', { description: 'What continues a session.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The refresh token of the newest pair.' })
  refreshToken!: string;
}

@InputType('CreateResellerInput', { description: 'A reseller and its representative; no activation is needed.' })
export class CreateResellerInput {
  @Field(() => ID, { description: 'The provider or reseller it buys from: you, or an account below you.' })
  parentId!: string;

  @Field(() => String, { description: 'The legal name.' })
  name!: string;

  @Field(() => AddressInput, { description: 'Where it is.' })
  address!: AddressInput;

  @Field(() => ContactInput, { description: 'Its representative: the first administrator.' })
  contact!: ContactInput;

  @Field(() => String, {
    description: "The representative's login: 5 to 255 letters, digits or _ . @ -, unique on the platform.",
  })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { nullable: true, description: EXTERNAL_ID })
  externalId?: string;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "What it is billed in; the parent's currency by default.",
  })
  currency?: string;
}

/**
 * The account that an input asks for, with its defaults.
 *
 * @param ownId the account that asks, which sells to the customer unless another is named
 */
export function newCustomer(input: CreateCustomerInput, ownId: string): NewAccount {
  return {
    ...input,
    type: 'CUSTOMER',
    parentId: input.parentId ?? ownId,
    externalId: input.externalId,
    currency: input.currency,
    limited: input.limited ?? false,
    idempotencyKey: input.idempotencyKey ?? undefined,
  };
}

@InputType('UpdateAccountInput', { description: 'What to change; what is left out stays.' })
export class UpdateAccountInput {
  @Field(() => ID, { description: 'The account.' })
  accountId!: string;

  @Field(() => String, { nullable: true, description: 'The new name.' })
  name?: string;

  @Field(() => AddressInput, { nullable: true, description: 'The new address, whole.' })
  address?: AddressInput;

  @Field(() => ContactInput, { nullable: true, description: 'The new administrative contact, whole.' })
  contact?: ContactInput;

  @Field(() => String, { nullable: true, description: 'Its id in your own systems; null removes it.' })
  externalId?: string;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'What a customer is billed in; fixed from its first order on.',
  })
  currency?: string;
}

@InputType('AccountFilter', { description: 'Which accounts; all conditions must hold.' })
export class AccountFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Partial words in any case over id, name, contact, e-mail, external id and tenant domain; all must match.',
  })
  search?: string;

  @Field(() => AccountTypeEnum, { nullable: true, description: 'Only accounts of this type.' })
  type?: AccountTypeEnum;

  @Field(() => [AccountStatusEnum], { nullable: true, description: 'Only accounts in one of these states.' })
  status?: AccountStatusEnum[];

  @Field(() => String, { nullable: true, description: 'Exactly this external id.' })
  externalId?: string;

  @Field(() => EmailAddressScalar, { nullable: true, description: "The contact's or a user's e-mail address, whole." })
  email?: string;
}

@ArgsType()
export class ChildrenArgs extends PageArgs {
  @Field(() => AccountTypeEnum, { nullable: true, description: 'Only children of this type.' })
  type?: AccountTypeEnum;
}

@ArgsType()
export class AccountsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'The account whose subtree is searched; yours by default.' })
  root?: string;

  @Field(() => AccountFilter, { nullable: true, description: 'Which accounts.' })
  filter?: AccountFilter;

  @Field(() => AccountOrderEnum, {
    nullable: true,
    defaultValue: AccountOrderEnum.CREATED_AT_DESC,
    description: 'In which order.',
  })
  orderBy?: AccountOrderEnum | null;
}
