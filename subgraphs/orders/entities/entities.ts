import { AccountEntity } from './account.ts';
import { AttentionEntity } from './attention.ts';
import { CartEntity, CartLineEntity } from './cart.ts';
import { FulfilmentEntity } from './fulfilment.ts';
import { MailTextsEntity } from './mail-texts.ts';
import { OrderEntity, OrderLineEntity } from './order.ts';
import { SubscriptionEntity } from './subscription.ts';

/** Every table of orders that is read and written as entities. */
export const ENTITIES = [
  AccountEntity,
  CartEntity,
  CartLineEntity,
  OrderEntity,
  OrderLineEntity,
  FulfilmentEntity,
  SubscriptionEntity,
  AttentionEntity,
  MailTextsEntity,
];
