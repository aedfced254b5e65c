import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import { AddressInput, ContactInput } from '../../../shared/graphql/customer-inputs.ts';
import { CurrencyCodeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { AccountHold } from '../../rules/hierarchy/account-holds.ts';
import type { AccountStatus } from '../../rules/hierarchy/account-status.ts';
import type { AccountType } from '../../rules/hierarchy/account-types.ts';
import type { AccountSort } from '../../services/hierarchy/account-lists.ts';
import { AccountHoldEnum, AccountSortEnum, AccountStatusEnum, AccountTypeEnum } from './enums.ts';

@InputType('UpdateAccountInput', { description: 'The new values of an account. What is left out stays as it is.' })
export class UpdateAccountInput {
  @Field(() => ID, { description: 'The account to change.' })
  accountId!: string;

  @Field(() => String, { nullable: true, description: 'The new legal or trading name.' })
  name?: string | null;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'The complete new address; it replaces all parts of the old one.',
  })
  address?: AddressInput | null;

  @Field(() => ContactInput, {
    nullable: true,
    description: 'The complete new administrative contact; it replaces all parts of the old one.',
  })
  contact?: ContactInput | null;

  @Field(() => ContactInput, {
    nullable: true,
    description: 'Whom to ask about bills; it replaces all parts of the one before.',
  })
  billingContact?: ContactInput | null;

  @Field(() => ContactInput, {
    nullable: true,
    description: 'Whom to ask about technical matters; it replaces all parts of the one before.',
  })
  technicalContact?: ContactInput | null;

  @Field(() => String, { nullable: true, description: 'Your own id for this account. Null removes it.' })
  externalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The tax id of the account, as on an invoice: DE136695976. Null removes it.',
  })
  taxId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The language of its mail, as a BCP 47 tag: en or de. Mail comes in English for any other language.',
  })
  language?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'The currency a customer is billed in. It cannot be changed after the first order.',
  })
  currency?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its administrators need a second factor. Those who have none may change nothing from their next refresh on, ' +
      'and see neither prices nor users, until they have one.',
  })
  requireSecondFactor?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a reseller gets a mail when prices that it pays rise, thirty days ahead. It is refused for other accounts, which get none.',
  })
  priceChangeMails?: boolean | null;
}

@InputType('AccountFilter', { description: 'Which accounts to list. An account must match every condition given.' })
export class AccountFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Words or parts of words, in upper or lower case. Each must occur in the id, name, contact name, contact e-mail, external id, tenant domain or tax id; one of one or two letters must be the beginning of a word there. A tax id is found with and without spaces, dots, hyphens and slashes. ' +
      'When no account has them all, accounts are found that have them but for one typing error: in one word of 5 to 20 letters without digits, a letter that is wrong, missing, too many or exchanged with the next. Such a word is looked for at the beginning of words; when a hundred accounts or more could be meant, those spellings count that at least a twentieth of a hundred of them have.',
  })
  search?: string | null;

  @Field(() => AccountTypeEnum, { nullable: true, description: 'Only accounts of this type.' })
  type?: AccountType | null;

  @Field(() => [AccountStatusEnum], { nullable: true, description: 'Only accounts with one of these statuses.' })
  status?: AccountStatus[] | null;

  @Field(() => String, { nullable: true, description: 'Only accounts with exactly this external id.' })
  externalId?: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description:
      'Only accounts whose contact or one of whose users has exactly this e-mail address, regardless of upper and lower case.',
  })
  email?: string | null;
}

@ArgsType()
export class ChildrenArgs extends PageArgs {
  @Field(() => AccountTypeEnum, { nullable: true, description: 'Only accounts of this type.' })
  type?: AccountType | null;
}

@ArgsType()
export class AccountsArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'The account whose subtree is searched, including the account itself. Your own account by default.',
  })
  root?: string | null;

  @Field(() => AccountFilter, { nullable: true, description: 'Which accounts to list; all of them by default.' })
  filter?: AccountFilter | null;

  @Field(() => AccountSortEnum, {
    nullable: true,
    defaultValue: AccountSortEnum.CREATED_AT_DESC,
    description: 'How the list is sorted.',
  })
  sort?: AccountSort | null;
}

@InputType('SetAccountHoldInput', { description: 'A hold on an account below yours, or its end.' })
export class SetAccountHoldInput {
  @Field(() => ID, { description: 'The account to hold, with everything below it.' })
  accountId!: string;

  @Field(() => AccountHoldEnum, { description: 'What the account is held for.' })
  hold!: AccountHold;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True lifts this hold. Other holds stay, such as that for an overdue invoice.',
  })
  lift?: boolean | null;

  @Field(() => String, { description: 'Why, for whoever asks later.' })
  reason!: string;
}

@InputType('MoveAccountInput', { description: 'The account that gets another seller.' })
export class MoveAccountInput {
  @Field(() => ID, { description: 'The account to move, with everything below it.' })
  accountId!: string;

  @Field(() => ID, { description: 'The account that sells to it from now on: your own, or one below yours.' })
  newParentId!: string;

  @Field(() => String, { description: 'Why, for whoever asks later.' })
  reason!: string;
}

@InputType('CancelAccountInput', { description: 'The account that ends for good.' })
export class CancelAccountInput {
  @Field(() => ID, { description: 'The account to cancel.' })
  accountId!: string;

  @Field(() => String, { description: 'Why, for whoever asks later.' })
  reason!: string;
}
