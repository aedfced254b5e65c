import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import type { AttentionKind } from '../../rules/attention/attention-kinds.ts';
import { AttentionKindEnum } from './types.ts';

@InputType('AttentionFilter', { description: 'Conditions for items. An item must meet all of them.' })
export class AttentionFilter {
  @Field(() => [AttentionKindEnum], { nullable: true, description: 'Only items of one of these kinds.' })
  kind?: readonly AttentionKind[] | null;

  @Field(() => ID, { nullable: true, description: 'Only items about the order with this id.' })
  orderId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether items that have left the list are included. They are kept for ninety days.',
  })
  includeResolved?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether the items of the accounts below are included.',
  })
  includeDescendants?: boolean | null;
}

@ArgsType()
export class NeedsAttentionArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'The account whose items are listed, by default together with those of the accounts below it. Your own account by default.',
  })
  root?: string | null;

  @Field(() => AttentionFilter, { nullable: true, description: 'Which items to list; all open ones by default.' })
  filter?: AttentionFilter | null;
}

@InputType('RetryAttentionItemInput', { description: 'The item that is to be tried again.' })
export class RetryAttentionItemInput {
  @Field(() => ID, { description: 'The id of an open item of the list.' })
  itemId!: string;
}

@InputType('CompleteOrderLineInput', { description: 'How a line ends that the vendor does not mention.' })
export class CompleteOrderLineInput {
  @Field(() => ID, { description: 'The id of a line that stands in the list of what needs attention.' })
  lineId!: string;

  @Field(() => Boolean, { description: 'Whether the vendor has the line, as you have found out.' })
  succeeded!: boolean;

  @Field(() => String, {
    description: 'What you have found out, in words for everybody who may see the order. A line that failed shows it.',
  })
  @Length({ max: 1_000 })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's id of the subscription. Required when the line succeeded.",
  })
  vendorSubscriptionId?: string | null;
}
