import { Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { AttentionResolution } from '../../entities/attention.ts';
import type { AttentionKind } from '../../rules/attention/attention-kinds.ts';

export const AttentionKindEnum = enumType<AttentionKind>(
  'AttentionKind',
  'Why a person has to look at something. Show an unknown value like JOB_FAILING: there may be more kinds later.',
  {
    UNMENTIONED_LINE:
      'The vendor took the order, but has neither accepted nor refused one line, and does not show it either.',
    UNKNOWN_OUTCOME: 'The vendor does not say whether it has the order, even when it is asked again.',
    VENDOR_REFUSES: 'The vendor refuses the questions of the platform, for example because of its credentials.',
    OVERDUE: 'Nothing has changed for ten times as long as the vendor usually takes.',
    JOB_FAILING: 'A step of the order fails again and again. The platform keeps trying it.',
    JOB_EXHAUSTED: 'A job has failed so often that it is not tried any more until somebody retries the item.',
  },
);

export const AttentionResolutionEnum = enumType<AttentionResolution>(
  'AttentionResolution',
  'How an item left the list of what needs attention.',
  {
    MOVED_ON: 'What it was about went on by itself, or has ended.',
    RETRIED: 'Somebody had it done again with `retryAttentionItem`.',
  },
);

@ObjectType('AttentionItem', {
  description: 'Something that the platform cannot finish by itself, so that a person has to look at it.',
})
export class AttentionItemType {
  @Field(() => ID, { description: 'The unique id of the item.' })
  id!: string;

  @Field(() => AttentionKindEnum, { description: 'Why a person has to look at it.' })
  kind!: AttentionKind;

  @Field(() => String, { description: 'What was found, in words for people.' })
  message!: string;

  @Field(() => DateTimeScalar, { description: 'When it was found first.' })
  since!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was found last.' })
  lastSeenAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it left the list; null while it is open.' })
  resolvedAt?: Date | null;

  @Field(() => AttentionResolutionEnum, {
    nullable: true,
    description: 'How it left the list; null while it is open.',
  })
  resolution?: AttentionResolution | null;
}

export const AttentionItemConnection = connectionType('AttentionItem', () => AttentionItemType);
