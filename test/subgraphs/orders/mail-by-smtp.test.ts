import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startGraph, type GraphUnderTest } from '../../support/graph-under-test.ts';
import { ended, newCustomerOrder, placed } from './ordering.ts';

describe('mail by SMTP', () => {
  const received: { readonly from: string; readonly to: readonly string[]; readonly text: string }[] = [];
  let graph: GraphUnderTest | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      let text = '';
      stream.on('data', (chunk) => (text += String(chunk)));
      stream.on('end', () => {
        received.push({ from: mailFrom.address, to: rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  afterAll(async () => {
    await graph?.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('reaches the administrative contact, and no file is written', async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    graph = await startGraph('pglite', { environment: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    const started = graph;
    const input = await newCustomerOrder(started, 'bysmtp');
    const order = await placed(started, input, started.administrator('Champion Cloud'));
    await ended(started, order.id);
    await eventually(() => expect(received).toHaveLength(1));
    const [{ from, to, text } = { from: '', to: [], text: '' }] = received;
    expect({ from, to }).toEqual({ from: 'no-reply@tiergraph.example', to: ['rosa@bysmtp.example'] });
    expect(text).toContain(`Subject: Order ${order.number}: your subscriptions are ready`);
    expect(text).not.toContain('Tg7!');
    await expect(readdir(started.mailDirectory)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
