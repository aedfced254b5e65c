import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FASTEST_KIND } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { startGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { startMailServer, type MailServer, type ReceivedMail } from '../../../support/mail-server.ts';
import { visibleTexts } from '../../../support/mail.ts';
import { ended, newCustomerOrder, placed, type PlacedOrder } from '../ordering.ts';

describe('mail by SMTP', () => {
  let server: MailServer | undefined;
  let started: GraphUnderTest | undefined;
  beforeAll(async () => {
    server = await startMailServer();
    started = await startGraph(FASTEST_KIND, { environment: { SMTP_URL: server.url } });
  });
  afterAll(async () => {
    await started?.close();
    await server?.[Symbol.asyncDispose]();
  });
  const order = async (name: string): Promise<PlacedOrder> => {
    if (started === undefined) throw new Error('The graph is not started');
    const made = await placed(started, await newCustomerOrder(started, name), started.administrator('Champion Cloud'));
    await ended(started, made.id);
    return made;
  };
  const about = ({ number }: PlacedOrder, count: number): Promise<readonly ReceivedMail[]> =>
    eventually(() => {
      const found = (server?.received ?? []).filter(({ mail }) => mail.subject.includes(number));
      expect(found).toHaveLength(count);
      return found.toSorted((left, right) => (left.to[0] ?? '').localeCompare(right.to[0] ?? ''));
    });

  it('reaches the administrative contact without writing a file', async () => {
    const made = await order('bysmtp');
    const [{ from, to, mail } = { from: '', to: [], mail: undefined }] = await about(made, 1);
    expect({ from, to }).toEqual({ from: 'no-reply@tiergraph.example', to: ['rosa@bysmtp.example'] });
    expect(mail?.subject).toBe(`Order ${made.number}: your subscriptions are ready`);
    expect(mail?.text).toContain('bysmtp.onmicrosoft.com');
    expect(visibleTexts(mail?.html ?? '')).toContain('bysmtp.onmicrosoft.com');
    expect(`${mail?.text}${mail?.html}`).not.toContain('Tg7!');
    await expect(readdir(started?.mailDirectory ?? '')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('reaches the reseller in a separate mail when the order failed', async () => {
    const made = await order('rejectedbysmtp');
    const [reseller, customer] = await about(made, 2);
    expect([reseller?.to, customer?.to]).toEqual([
      ['cora.lindqvist@champion.example'],
      ['rosa@rejectedbysmtp.example'],
    ]);
    expect(reseller?.mail.subject).toBe(`Falk Optics: order ${made.number} failed`);
    expect(customer?.mail.subject).toBe(`Order ${made.number} failed`);
    expect(reseller?.mail.text).toContain('of your customer Falk Optics could not be fulfilled');
    expect(customer?.mail.headers.get('message-id')).toMatch(
      new RegExp(`^<${made.number}-order-failed-\\d+@tiergraph\\.example>$`),
    );
  });
});
