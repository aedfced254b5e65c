import { registerEnumType } from 'type-graphql';
import { PERMISSIONS, type Permission } from '../../../shared/domain/permission.ts';

export enum AccountTypeEnum {
  PROVIDER = 'PROVIDER',
  RESELLER = 'RESELLER',
  CUSTOMER = 'CUSTOMER',
}

registerEnumType(AccountTypeEnum, {
  name: 'AccountType',
  description: 'What an account may do in the hierarchy.',
  valuesConfig: {
    PROVIDER: { description: 'Owns the platform; there is exactly one.' },
    RESELLER: { description: 'Sells to customers and to resellers below it, and may buy for itself.' },
    CUSTOMER: { description: 'Buys and uses services; has no accounts below it.' },
  },
});

export enum AccountStatusEnum {
  PENDING = 'PENDING',
  ACTIVE = 'ACTIVE',
  CREDIT_HOLD = 'CREDIT_HOLD',
  ADMIN_HOLD = 'ADMIN_HOLD',
  CANCELLED = 'CANCELLED',
}

registerEnumType(AccountStatusEnum, {
  name: 'AccountStatus',
  description: 'Where an account stands in its life. A held account holds everything below it.',
  valuesConfig: {
    PENDING: { description: 'Not activated yet.' },
    ACTIVE: { description: 'Works.' },
    CREDIT_HOLD: { description: 'Works, but places no new orders until the credit question is settled.' },
    ADMIN_HOLD: { description: 'Its services are suspended by the account it buys from.' },
    CANCELLED: { description: 'Closed for good.' },
  },
});

export enum UserKindEnum {
  ADMINISTRATOR = 'ADMINISTRATOR',
  SERVICE_USER = 'SERVICE_USER',
}

registerEnumType(UserKindEnum, {
  name: 'UserKind',
  description: 'Whether a user manages the account or only uses its services.',
  valuesConfig: {
    ADMINISTRATOR: { description: 'Manages the account, and may use its services.' },
    SERVICE_USER: { description: 'Uses the services that the account bought.' },
  },
});

export enum AccountOrderEnum {
  CREATED_AT_DESC = 'CREATED_AT_DESC',
  CREATED_AT_ASC = 'CREATED_AT_ASC',
  NAME_ASC = 'NAME_ASC',
  NAME_DESC = 'NAME_DESC',
}

registerEnumType(AccountOrderEnum, {
  name: 'AccountOrder',
  description: 'The order of a list of accounts.',
  valuesConfig: {
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    NAME_ASC: { description: 'By name, A first.' },
    NAME_DESC: { description: 'By name, Z first.' },
  },
});

export enum TermsRequestStatusEnum {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  DECLINED = 'DECLINED',
}

registerEnumType(TermsRequestStatusEnum, {
  name: 'TermsRequestStatus',
  description: 'Where a request for payment terms stands.',
  valuesConfig: {
    REQUESTED: { description: 'With the credit team; decided within 24 to 48 hours.' },
    APPROVED: { description: 'The reseller may pay by invoice, up to its credit limit.' },
    DECLINED: { description: 'The reseller goes on paying by credit card.' },
  },
});

const PERMISSION_DESCRIPTIONS: Readonly<Record<Permission, string>> = {
  MANAGE_ACCOUNTS: 'Create and change accounts below.',
  MANAGE_USERS: 'Create and change users, and see all of them.',
  PLACE_ORDERS: 'Fill carts and buy.',
  VIEW_FINANCIALS: 'See prices, totals and balances.',
  MANAGE_PRICES: 'Set margins.',
  MANAGE_BRANDING: 'Change what customers see of the account.',
  MANAGE_CATALOG: 'Import price lists.',
  MANAGE_SUBSCRIPTIONS: 'Change and cancel subscriptions.',
  MANAGE_API_CLIENTS: 'Create and revoke API clients.',
  ACT_FOR_CUSTOMERS: 'Open the panel of an account below.',
  VIEW_CREDENTIALS: "Reveal the temporary password of a new tenant's administrator.",
  USE_SERVICES: 'Use the services that the account bought.',
};

export const PermissionEnum = Object.fromEntries(PERMISSIONS.map((name) => [name, name])) as {
  readonly [P in Permission]: P;
};

registerEnumType(PermissionEnum, {
  name: 'Permission',
  description: 'One thing a user or an API client may do in its account and below it.',
  valuesConfig: Object.fromEntries(PERMISSIONS.map((name) => [name, { description: PERMISSION_DESCRIPTIONS[name] }])),
});
