import { may } from '../../shared/access.ts';
import { refusal, type Refusal } from '../../shared/refusal.ts';
import type { OrdersContext } from '../context.ts';
import type { OrderDraft } from './order-draft.ts';

/** Everything that would keep accounts from making the customer of an order; nothing for a customer that is there. */
export async function checkNewCustomer(context: OrdersContext, draft: OrderDraft): Promise<readonly Refusal[]> {
  if (draft.newCustomer === undefined) return [];
  if (!may(context.principal, 'MANAGE_ACCOUNTS')) {
    const message = 'Making a customer needs the permission MANAGE_ACCOUNTS.';
    const remedies = [{ description: 'Order for a customer that is there, or ask an administrator of your account.' }];
    return [refusal('NOT_ALLOWED', message, { path: ['newCustomer'], remedies })];
  }
  return Promise.resolve([]);
}
