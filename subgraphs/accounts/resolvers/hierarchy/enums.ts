import { enumType } from '../../../shared/graphql/enum.ts';
import type { AccountHold } from '../../rules/hierarchy/account-holds.ts';
import type { AccountStatus } from '../../rules/hierarchy/account-status.ts';
import type { AccountType } from '../../rules/hierarchy/account-types.ts';
import type { AccountSort } from '../../services/hierarchy/account-lists.ts';

export const AccountTypeEnum = enumType<AccountType>('AccountType', 'The role of an account in the hierarchy.', {
  PROVIDER: 'The owner of the platform; there is exactly one.',
  RESELLER: 'Sells to customers and to resellers below it, and may also buy for itself.',
  CUSTOMER: 'Buys and uses services; has no accounts below it.',
});

export const AccountStatusEnum = enumType<AccountStatus>(
  'AccountStatus',
  'The state of an account. A hold on an account also holds every account below it.',
  {
    PENDING: 'Not activated yet: no accounts can be created below it.',
    ACTIVE: 'In normal use: can sign in, order and be billed.',
    CREDIT_HOLD: 'Keeps its services, but cannot place new orders until its credit problem is resolved.',
    ADMIN_HOLD: 'Its services are suspended by the account it buys from.',
    CANCELLED: 'Closed for good: it can no longer be changed.',
  },
);

export const AccountHoldEnum = enumType<AccountHold>('AccountHold', 'What a seller holds an account for.', {
  CREDIT: 'Its credit: it keeps its services, and cannot place new orders.',
  ADMINISTRATIVE: 'Another reason: nobody signs in for it, and nothing new is ordered.',
});

export const AccountSortEnum = enumType<AccountSort>('AccountSort', 'The order in which accounts are listed.', {
  CREATED_AT_DESC: 'By creation time, newest first.',
  CREATED_AT_ASC: 'By creation time, oldest first.',
  NAME_ASC: 'By name, from A to Z.',
  NAME_DESC: 'By name, from Z to A.',
  RELEVANCE:
    'What fits `search` best first: accounts whose id, external id, tax id, e-mail address or tenant domain is what was typed; names that begin with it; whole words; beginnings of words; parts of words. Of accounts that a typing error finds, the most similar first. Where several fit alike, by name from A to Z. ' +
    'When far more than 10,000 accounts fit, those behind the names that begin with it come by name. Without `search` all fit alike.',
});
