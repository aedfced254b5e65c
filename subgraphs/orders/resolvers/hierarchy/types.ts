import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** What orders adds to every kind of account; the account itself belongs to accounts. */
@ObjectType('Account', { description: 'An organisation or person in the hierarchy.' })
@Directive('@key(fields: "id")')
@Directive('@interfaceObject')
export class AccountStub {
  @Field(() => ID, { description: "The account's id." })
  id!: string;
}

/** A user, which belongs to accounts. */
@ObjectType('User', { description: 'A login of one account.' })
@Directive('@key(fields: "id", resolvable: false)')
export class UserStub {
  @Field(() => ID, { description: "The user's id." })
  id!: string;
}

/** A plan, which belongs to the catalogue. */
@ObjectType('Plan', { description: 'One way to buy a product.' })
@Directive('@key(fields: "id", resolvable: false)')
export class PlanStub {
  @Field(() => ID, { description: "The plan's id." })
  id!: string;
}
