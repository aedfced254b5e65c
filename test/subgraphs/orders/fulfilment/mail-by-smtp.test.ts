import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { startGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { readMail, visibleTexts, type ReadMail } from '../../../support/mail.ts';
import { ended, newCustomerOrder, placed, type PlacedOrder } from '../ordering.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: ReadMail;
}

describe('mail by SMTP', () => {
  const received: Received[] = [];
  let started: GraphUnderTest | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      let text = '';
      stream.on('data', (chunk) => (text += String(chunk)));
      stream.on('end', () => {
        received.push({ from: mailFrom.address, to: rcptTo.map(({ address }) => address), mail: readMail(text) });
        done();
      });
    },
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    started = await startGraph('pglite', { environment: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  });
  afterAll(async () => {
    await started?.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const order = async (name: string): Promise<PlacedOrder> => {
    if (started === undefined) throw new Error('The graph is not started');
    const made = await placed(started, await newCustomerOrder(started, name), started.administrator('Champion Cloud'));
    await ended(started, made.id);
    return made;
  };
  const about = ({ number }: PlacedOrder, count: number): Promise<readonly Received[]> =>
    eventually(() => {
      const found = received.filter(({ mail }) => mail.subject.includes(number));
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
