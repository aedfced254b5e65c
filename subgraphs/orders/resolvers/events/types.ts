import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { PROVISIONING_EVENT_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import { Remedy } from '../../../shared/graphql/user-errors.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import type { WaitingOn, WaitingParty } from '../../rules/fulfilment/waiting-on.ts';
import { ProvisioningStatusEnum } from '../orders/types.ts';

export const WaitingPartyEnum = enumType<WaitingParty>('WaitingParty', 'Who has to act before an order can continue.', {
  VENDOR: 'The maker of the product, such as Microsoft.',
  CUSTOMER: 'The customer must do something first.',
  RESELLER: 'The reseller must do something first.',
  PROVIDER: 'The owner of the platform must do something first.',
  CREDIT: 'The credit team must decide first.',
  SYSTEM: 'The platform itself; nobody has to do anything.',
});

@ObjectType('WaitingOn', { description: 'Who an order is waiting for, and what has to happen next.' })
export class WaitingOnType implements WaitingOn {
  @Field(() => WaitingPartyEnum, { description: 'Who has to act next.' })
  party!: WaitingParty;

  @Field(() => String, {
    description:
      'What has to happen next, and who has to do it. For what has already happened, see the `message` of the event.',
  })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When the order started waiting.' })
  since!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The time by which it is expected to have happened. Null when no estimate is possible.',
  })
  expectedUntil?: string;

  @Field(() => [Remedy], { description: 'What you can do to end the wait. Empty when you can only wait.' })
  remedies!: readonly Remedy[];
}

@ObjectType('ProvisioningEvent', {
  description: PROVISIONING_EVENT_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class ProvisioningEventType implements Node {
  id!: string;

  @Field(() => Int, { description: 'The number of the event within its order: 1, 2, 3 and so on.' })
  sequence!: number;

  @Field(() => ProvisioningStatusEnum, { description: 'The status of the line, or of the order, after the event.' })
  status!: LineStatus;

  @Field(() => ProvisioningStatusEnum, {
    nullable: true,
    description: 'The status before the event; null for the first event of an order.',
  })
  previousStatus?: LineStatus | null;

  @Field(() => String, { description: 'What happened, in words for people.' })
  message!: string;

  @Field(() => WaitingOnType, {
    nullable: true,
    description: 'Who the order is waiting for after the event. Null when it is not waiting for anybody.',
  })
  waitingOn?: WaitingOn | null;

  @Field(() => DateTimeScalar, { description: 'When the event happened.' })
  occurredAt!: Date;
}

export const ProvisioningEventConnection = connectionType('ProvisioningEvent', () => ProvisioningEventType);
