import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MAX_CURSOR_LENGTH } from '../../../shared/graphql/connection.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';

@InputType('AuditFilter', { description: 'Conditions for entries of the audit log. An entry must meet all of them.' })
export class AuditFilter {
  @Field(() => [String], {
    nullable: true,
    description: 'Only what was done under one of these names, such as `updateAccount`.',
  })
  action?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only what this user or API client did, whom you may see.' })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only changes of the object with this id.' })
  subjectId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only changes that were made at this moment or later.' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only changes that were made before this moment.' })
  to?: string | null;
}

@ArgsType()
export class AuditLogArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'The account whose log is read, with that of the accounts below it. Your own account by default.',
  })
  root?: string | null;

  @Field(() => AuditFilter, { nullable: true, description: 'Which entries to list; all of them by default.' })
  filter?: AuditFilter | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 50,
    description: 'The number of items to return, from 1 to 100.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the item after which to start. Leave it out to start at the beginning.',
  })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string | null;
}
