import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ACCOUNT_DESCRIPTION, USER_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';

/** What orders adds to every type of account; the account itself belongs to accounts. */
@ObjectType('Account', { description: ACCOUNT_DESCRIPTION })
@Directive('@key(fields: "id")')
@Directive('@interfaceObject')
export class AccountStub {
  @Field(() => ID, { description: 'The id of the account.' })
  id!: string;
}

/** A user, who belongs to accounts. */
@ObjectType('User', { description: USER_DESCRIPTION })
@Directive('@key(fields: "id", resolvable: false)')
export class UserStub {
  @Field(() => ID, { description: 'The id of the user.' })
  id!: string;
}
