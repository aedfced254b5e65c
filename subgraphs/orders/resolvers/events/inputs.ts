import { ArgsType, Field, Int } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { MAX_CURSOR_LENGTH } from '../../../shared/graphql/connection.ts';

@ArgsType()
export class TimelineArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'The number of events on the page, 1 to 100.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of an event: the page begins after it. Without it, the page begins with the first event.',
  })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string | null;
}
