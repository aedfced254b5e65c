import { Directive, Field, ObjectType } from 'type-graphql';
import type { Permission } from '../../../shared/domain/permission.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { API_CLIENT_DESCRIPTION, USER_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { UserKind } from '../../rules/users/roles.ts';

export const UserKindEnum = enumType<UserKind>(
  'UserKind',
  'Whether a user manages the account or only uses its services.',
  {
    ADMINISTRATOR: 'Manages the account, and may use its services.',
    SERVICE_USER: 'Uses the services that the account has bought.',
  },
);

export const PermissionEnum = enumType<Permission>(
  'Permission',
  'One thing that a user or an API client may do in its account and in the accounts below it.',
  {
    MANAGE_ACCOUNTS:
      'Change the own account and ask for payment terms; for sellers also create, hold and change those below.',
    MANAGE_USERS: 'Create and change users, and see all of them.',
    PLACE_ORDERS: 'Fill carts and place orders.',
    VIEW_FINANCIALS: 'See prices, totals and balances.',
    MANAGE_PRICES: 'Set margins on what the account sells.',
    MANAGE_BRANDING: 'Change how the account presents itself to its customers.',
    MANAGE_CATALOG:
      "Manage the account's marketplaces and their listings; for the provider also import price lists into the catalogue.",
    MANAGE_SUBSCRIPTIONS: 'Change and cancel subscriptions.',
    MANAGE_API_CLIENTS: 'Create and revoke API clients.',
    ACT_FOR_CUSTOMERS: 'Open the panel of an account below, and act for it.',
    VIEW_CREDENTIALS: "Reveal the temporary password of a new tenant's administrator.",
    USE_SERVICES: 'Use the services that the account has bought.',
  },
);

@ObjectType('User', { description: USER_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class UserType implements Node {
  id!: string;

  @Field(() => UserKindEnum, { description: 'Administrator or service user.' })
  kind!: UserKind;

  @Field(() => String, {
    description: 'The name the user signs in with, unique on the platform regardless of upper and lower case.',
  })
  login!: string;

  @Field(() => EmailAddressScalar, { description: 'The e-mail address of the user.' })
  email!: string;

  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => [PermissionEnum], {
    description: 'What the user may do in the account and in the accounts below it.',
  })
  permissions!: Permission[];

  @Field(() => Boolean, { description: 'False for a disabled user, who cannot sign in.' })
  enabled!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the user last signed in. Null until the first time.',
  })
  lastSignInAt?: Date;

  @Field(() => DateTimeScalar, { description: 'When the user was created.' })
  createdAt!: Date;
}

@ObjectType('ApiClient', {
  description: API_CLIENT_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class ApiClientType implements Node {
  id!: string;

  @Field(() => String, { description: 'The name by which people recognise it.' })
  name!: string;

  @Field(() => [PermissionEnum], { description: 'What the program may do in the account and in those below it.' })
  permissions!: Permission[];

  @Field(() => DateTimeScalar, { description: 'When the client was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last asked for a token, to the minute. Null until the first time.',
  })
  lastUsedAt?: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it gets no more tokens. Null for a client that does not expire.',
  })
  expiresAt?: Date;
}

export const UserConnection = connectionType('User', () => UserType);

@ObjectType('Viewer', { description: 'The signed-in user or API client that sends the request.' })
export class ViewerType {}
