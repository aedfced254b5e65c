import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isOutage } from '../../../subgraphs/shared/database/outage.ts';
import { createInProcessBus, FactNotHandled } from '../../../subgraphs/shared/messaging/bus.ts';
import { FactsInHand } from '../../../subgraphs/shared/messaging/facts-in-hand.ts';

const FACT = { id: '1', subject: 'accounts.account-changed', data: {} };

it('facts in hand are handled before a subgraph has closed, and later ones are left to be delivered again', async () => {
  const bus = createInProcessBus();
  const inHand = new FactsInHand();
  const begun = Promise.withResolvers<void>();
  const handled: string[] = [];
  await inHand.from(bus).consume('orders', FACT.subject, async ({ id }) => {
    begun.resolve();
    await sleep(200);
    handled.push(id);
  });
  const published = bus.publish(FACT);
  await begun.promise;
  await inHand.close();
  expect(handled).toEqual(['1']);
  await published;
  const refused = await bus.publish({ ...FACT, id: '2' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FactNotHandled);
  expect(isOutage(refused)).toBe(true);
  expect(handled).toEqual(['1']);
});
