import { expect, it } from 'vitest';
import type { PaymentProvider } from '../../../../subgraphs/orders/connectors/payments/payment-provider.ts';
import type { WorkContext } from '../../../../subgraphs/orders/context.ts';
import { capturePayment } from '../../../../subgraphs/orders/services/billing/capture-payment.ts';
import { readId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { newCustomerOrder, placed } from '../ordering.ts';
import { jobContext } from '../job-context.ts';

describeOnBothDatabases('the capture of a card payment', (kind) => {
  // Nobody works at the orders but the test.
  const graph = useGraph(kind, { working: ['accounts', 'catalog'] });

  /** A worker whose card processor is the given one. */
  const worker = (capture: PaymentProvider['capture']): WorkContext => {
    const context = jobContext(graph().subgraphs.orders);
    return { ...context, deps: { ...context.deps, payments: { ...context.deps.payments, capture } } };
  };
  const placeByCard = async (name: string): Promise<string> => {
    const vendorParameters = {
      locationMpnId: '1234567',
      indirectResellerDomain: 'championcloud.onmicrosoft.com',
      attestedBy: 'Cora Lindqvist',
      tenantMode: 'NEW',
      tenantDomain: name,
    } as const;
    const input = await newCustomerOrder(graph(), name, { vendorParameters, paymentMethod: 'CREDIT_CARD' });
    return (await placed(graph(), input, graph().administrator('Champion Cloud'))).id;
  };
  const paymentOf = async (orderId: string) => {
    const [row] = await graph().database.sql<{ status: string; captured: number }>(
      'select status, captured_minor::int as captured from orders.card_payment where order_id = $1',
      [orderId],
    );
    return row;
  };

  it('is recorded only when the processor has answered, and asked for once', async () => {
    const orderId = await placeByCard('paidcafe');
    const job = { orderId: readId('ord', orderId), amountMinor: '1234' };
    const away = worker(() => Promise.reject(new Error('the processor is away')));
    await expect(capturePayment(away, job)).rejects.toThrow('the processor is away');
    expect(await paymentOf(orderId)).toEqual({ status: 'AUTHORISED', captured: 0 });
    const asked: string[] = [];
    const there = worker((authorisationId, amountMinor) => {
      asked.push(`${authorisationId} ${amountMinor}`);
      return Promise.resolve();
    });
    await capturePayment(there, job);
    await capturePayment(there, job);
    expect(asked).toEqual([`auth-${orderId} 1234`]);
    expect(await paymentOf(orderId)).toEqual({ status: 'CAPTURED', captured: 1_234 });
  });

  it('releases the whole authorisation when nothing is charged', async () => {
    const orderId = await placeByCard('freecafe');
    await capturePayment(
      worker(() => Promise.resolve()),
      { orderId: readId('ord', orderId), amountMinor: '0' },
    );
    expect(await paymentOf(orderId)).toEqual({ status: 'VOIDED', captured: 0 });
  });
});
