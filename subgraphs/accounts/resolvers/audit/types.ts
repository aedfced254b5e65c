import { Directive, Field, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';

@ObjectType('AuditChange', { description: 'One value before and after a change.' })
export class AuditChangeType {
  @Field(() => String, {
    description: 'What was changed, as the API calls it. A part has a dot before it: `address.city`.',
  })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The value before, as a text. Null when there was none. Long texts are cut after 500 characters. Of a person whose ' +
      'data was erased, `erased`.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value after, in the same form. Null when there is none any more.',
  })
  after!: string | null;
}

@ObjectType('AuditEntry', {
  description: 'One change: who made it, for whom, when, and what was changed. Entries are never changed or removed.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class AuditEntryType implements Node {
  id!: string;

  @Field(() => String, {
    description:
      'What was done: the name of the mutation, such as `updateAccount`. What was done without one has a name of its own, such ' +
      'as `applyActivation`.',
  })
  action!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The `x-request-id` of the request that made the change. Null where none was known.',
  })
  requestId?: string;

  @Field(() => DateTimeScalar, { description: 'When the change was made.' })
  occurredAt!: Date;
}

export const AuditEntryConnection = connectionType('AuditEntry', () => AuditEntryType);
