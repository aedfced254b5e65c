import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import type { DatabaseAddress } from '../../../subgraphs/shared/database/database.ts';
import { createHttpGraph } from '../../../subgraphs/shared/graphql/ask-graph.ts';
import { createMailer } from '../../../subgraphs/shared/mail/mailer.ts';
import { openJobs } from '../../../subgraphs/shared/messaging/jobs.ts';
import { createNatsBus } from '../../../subgraphs/shared/messaging/nats-bus.ts';
import { startSimulator } from '../../../subgraphs/simulator/start-simulator.ts';
import { openTestDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { describeOnNats, reachNats } from '../../support/nats.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

const databaseUrl = process.env['TEST_DATABASE_URL'] ?? '';
const silent = pino({ level: 'silent' });
/** Twice what is promised, because tests share their machine: the fault suite measures the promise. */
const BACK_WITHIN_MS = 10_000;
/** Longer than an idle connection is kept. */
const IDLE_MS = 2_500;

/** The way to a peer through a link whose connections can go silent while new ones work. */
async function linkTo(address: string): Promise<{ readonly url: string; readonly link: TcpProxy }> {
  const url = new URL(address);
  const link = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  onTestFinished(() => link.close());
  url.host = `127.0.0.1:${link.port}`;
  return { url: url.href, link };
}

/** How long it takes until something succeeds that is tried again and again. */
async function timeUntil(works: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await eventually(works);
  return performance.now() - startedAt;
}

describe.skipIf(databaseUrl === '')('when the connections to the job queue go silent', () => {
  it('a worker does the next job soon, and its check passes again', async () => {
    const database = await openTestDatabase('postgresql');
    onTestFinished(() => database.close());
    if (database.address.kind !== 'postgresql') throw new Error('A database on the server was asked for');
    const { url, link } = await linkTo(
      new URL(database.address.url).port === '' ? withPort(database.address.url) : database.address.url,
    );
    const open = async (address: DatabaseAddress) => {
      const jobs = await openJobs(address, silent, false);
      onTestFinished(() => jobs.stop());
      await jobs.createQueues([{ name: 'silence', options: { retryLimit: 5, retryDelay: 1 } }]);
      return jobs;
    };
    const sender = await open(database.address);
    const worker = await open({ kind: 'postgresql', url });
    const done: object[] = [];
    await worker.work({ queue: 'silence', concurrency: 2, handler: (data) => Promise.resolve(void done.push(data)) });
    await sender.add('silence', { no: 1 });
    await eventually(() => expect(done).toEqual([{ no: 1 }]));
    link.silence();
    await sender.add('silence', { no: 2 });
    const took = await timeUntil(async () => {
      expect(done).toEqual([{ no: 1 }, { no: 2 }]);
      await worker.check();
    });
    expect(took).toBeLessThan(BACK_WITHIN_MS);
    await worker.add('silence', { no: 3 });
    await eventually(() => expect(done).toContainEqual({ no: 3 }));
  });
});

function withPort(address: string): string {
  const url = new URL(address);
  url.port = '5432';
  return url.href;
}

describeOnNats('when the connection to NATS goes silent', (natsUrl) => {
  it('facts are told and handled, and nudges heard, soon after', async () => {
    await using nats = await reachNats(natsUrl);
    const { url, link } = await linkTo(natsUrl);
    const sealingKeys = `test:${randomBytes(32).toString('base64')}`;
    const open = async (address: string) => {
      const bus = await createNatsBus({
        url: address,
        prefix: nats.prefix,
        sealingKeys,
        streams: ['accounts'],
        logger: silent,
      });
      onTestFinished(() => bus.close());
      return bus;
    };
    const [near, far] = [await open(natsUrl), await open(url)];
    const handled: unknown[] = [];
    let nudges = 0;
    await far.consume('test', 'accounts.changed', ({ data }) => Promise.resolve(void handled.push(data)));
    far.onNudge('events', () => (nudges += 1));
    const fact = (no: number) => ({ id: randomUUID(), subject: 'accounts.changed', data: { no } });
    await near.publish(fact(1));
    await eventually(() => expect(handled).toEqual([{ no: 1 }]));
    link.silence();
    await near.publish(fact(2));
    const [told, heard, nudged] = await Promise.all([
      timeUntil(() => far.publish(fact(3))),
      timeUntil(async () => expect(handled).toContainEqual({ no: 2 })),
      timeUntil(async () => {
        near.nudge('events');
        expect(nudges).toBeGreaterThan(0);
        await far.check();
      }),
    ]);
    expect(Math.max(told, heard, nudged)).toBeLessThan(BACK_WITHIN_MS);
    await eventually(() => expect(handled).toContainEqual({ no: 3 }));
  });
});

describe('when idle connections go silent', () => {
  it('the graph is asked over new ones', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json', 'keep-alive': 'timeout=600' });
      response.end('{"data":{"a":1}}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => server.close().closeAllConnections());
    const { url, link } = await linkTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const ask = createHttpGraph(url);
    const question = { query: '{a}', variables: {}, contextToken: 'x' };
    await Promise.all([ask(question), ask(question), ask(question)]);
    link.silence();
    await sleep(IDLE_MS);
    const took = await timeUntil(() => Promise.all([ask(question), ask(question), ask(question)]));
    expect(took).toBeLessThan(BACK_WITHIN_MS - IDLE_MS);
  });

  it('the graph is asked once more over a new one, when the silence has just begun', async () => {
    const asked: string[] = [];
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      asked.push(((await json(request)) as { query: string }).query);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"data":{"a":1}}');
    };
    const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => server.close().closeAllConnections());
    const { url, link } = await linkTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const [reader, writer] = [createHttpGraph(url), createHttpGraph(url)];
    const question = (query: string) => ({ query, variables: {}, contextToken: 'x' });
    await Promise.all([reader(question('{a}')), writer(question('{a}'))]);
    // The connections are free again a moment after their answers.
    await sleep(100);
    link.silence();
    const changing = writer(question('mutation c {a}'));
    const failure = expect(changing).rejects.toThrow(/timeout/);
    const took = await timeUntil(() => reader(question('query b {a}')));
    expect(took).toBeLessThan(BACK_WITHIN_MS);
    // What a mutation changes may have been changed, although its answer does not come.
    await failure;
    expect(asked).toEqual(['{a}', '{a}', 'query b {a}']);
  });

  it('the vendor is asked over new ones', async () => {
    const simulator = await startSimulator({ logPath: join(tmpdir(), `silent-${randomUUID()}.jsonl`) });
    onTestFinished(() => simulator.stop());
    const { url, link } = await linkTo(simulator.url);
    const vendor = new PartnerCenterClient({
      baseUrl: url,
      clientId: 'simulator-client',
      clientSecret: 'simulator-secret',
      timeoutMs: 10_000,
    });
    const ask = () => vendor.isDomainTaken('nobody.onmicrosoft.com', { requestId: randomUUID(), correlationId: 'c' });
    expect(await Promise.all([ask(), ask()])).toEqual([false, false]);
    link.silence();
    await sleep(IDLE_MS);
    const took = await timeUntil(() => Promise.all([ask(), ask()]));
    expect(took).toBeLessThan(BACK_WITHIN_MS - IDLE_MS);
  });
});

describe('when the connection to the mail server goes silent', () => {
  it('the next mail is handed over soon', async () => {
    const received: string[] = [];
    const held = Promise.withResolvers<void>();
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        stream.resume();
        stream.on('end', () => {
          const recipient = session.envelope.rcptTo[0]?.address ?? '';
          received.push(recipient);
          if (recipient.startsWith('held')) held.resolve();
          else done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { url, link } = await linkTo(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
    const mailer = createMailer({ smtpUrl: url, directory: tmpdir(), from: 'no-reply@tiergraph.example' });
    const send = (name: string) =>
      mailer.send({
        name,
        sender: { name: 'Seller', supportEmail: undefined },
        recipient: { firstName: 'Rosa', lastName: 'Falk', email: `${name}@customer.example` },
        content: { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' },
      } as Parameters<typeof mailer.send>[0]);
    const stuck = send('held').catch(() => 'was given up');
    await held.promise;
    link.silence();
    expect(await timeUntil(() => send('next'))).toBeLessThan(BACK_WITHIN_MS);
    expect(received).toEqual(['held@customer.example', 'next@customer.example']);
    await link.close();
    expect(await stuck).toBe('was given up');
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
