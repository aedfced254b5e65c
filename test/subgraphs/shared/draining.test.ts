import { EventEmitter, on, once } from 'node:events';
import { Agent, request as sendRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createExecutor } from '../../../subgraphs/shared/process/executor.ts';
import { Health } from '../../../subgraphs/shared/process/health.ts';
import { serveSubgraph, type ServerAddress } from '../../../subgraphs/shared/process/serve.ts';

const GRACE_MS = 300;
const EVENTS = 'text/event-stream';

/** Resolvers of a subgraph whose mutation takes until it is released. */
class Work extends EventEmitter {
  begun = 0;

  schema(): GraphQLSchema {
    const schema = buildSchema('type Query { a: Int } type Mutation { work: Int } type Subscription { n: Int }');
    const fields = (name: string) => schema.getType(name) as unknown as { getFields(): Record<string, Fields> };
    Object.assign(fields('Query').getFields()['a'] ?? {}, { resolve: () => 1 });
    Object.assign(fields('Mutation').getFields()['work'] ?? {}, {
      resolve: async () => {
        this.begun += 1;
        this.emit('begun');
        await once(this, 'release');
        return 1;
      },
    });
    Object.assign(fields('Subscription').getFields()['n'] ?? {}, {
      // The arguments of an event are a page of one.
      subscribe: () => on(this, 'event'),
      resolve: (value: number) => value,
    });
    return schema;
  }
}
type Fields = object;

async function serve(work: Work, address: Partial<ServerAddress> = {}) {
  const schema = work.schema();
  const parts = {
    schema,
    createContext: () => ({}),
    readContext: () => Promise.resolve({ kind: 'anonymous', clientAddress: '' } as const),
    logger: pino({ level: 'silent' }),
  };
  const executor = createExecutor({ ...parts, turnsAtOnce: 1 });
  const server = await serveSubgraph(
    { ...parts, executor, documents: {}, endpoints: {}, health: new Health(parts.logger) },
    { host: '127.0.0.1', port: 0, graceMs: GRACE_MS, requestsAtOnce: 10, ...address },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  onTestFinished(async () => {
    agent.destroy();
    await server.close();
  });
  const ask = async (query: string, accept = 'application/json'): Promise<IncomingMessage> => {
    const headers = { 'content-type': 'application/json', accept };
    const sent = sendRequest(`${server.url}/graphql`, { method: 'POST', headers, agent });
    sent.end(JSON.stringify({ query }));
    return (await once(sent, 'response'))[0] as IncomingMessage;
  };
  return { server, ask };
}

const stateOf = ({ statusCode, headers }: IncomingMessage): unknown => [
  statusCode,
  headers['x-tiergraph-availability'],
];

describe('a subgraph that is told to end', () => {
  test('finishes what it has, serves on for the grace, and says on every answer that it is going away', async () => {
    const work = new Work();
    const { server, ask } = await serve(work);
    const running = ask('mutation { work }');
    await once(work, 'begun');
    const closing = server.close();
    const during = await ask('{ a }');
    expect(stateOf(during)).toEqual([200, 'draining']);
    expect(during.headers.connection).toBe('close');
    expect(await text(during)).toBe('{"data":{"a":1}}\n');
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
    await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    await expect(ask('{ a }')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    work.emit('release');
    expect(await text(await running)).toBe('{"data":{"work":1}}\n');
    await closing;
  });

  test('ends its streams with the hint to resume, without losing an event, and takes no new ones', async () => {
    const work = new Work();
    const { server, ask } = await serve(work);
    const stream = await ask('subscription { n }', EVENTS);
    const whole = text(stream);
    work.emit('event', 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    work.emit('event', 2);
    const closing = server.close();
    const events = (await whole).split('\n').filter((line) => line.startsWith('data: '));
    expect(events.slice(0, 1)).toEqual(['data: {"data":{"n":1}}']);
    expect(JSON.parse(events.at(-1)?.slice(6) ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTION_RESUME' } }],
    });
    expect(stateOf(await ask('subscription { n }', EVENTS))).toEqual([503, 'draining']);
    await closing;
  });
});

describe('a subgraph with more requests than it works on', () => {
  test('refuses those beyond its line at once, and begins nothing of them', async () => {
    const work = new Work();
    const { ask } = await serve(work, { requestsAtOnce: 2 });
    const answers = Array.from({ length: 12 }, () => ask('mutation { work }'));
    const first = await Promise.race(answers);
    expect(stateOf(first)).toEqual([503, 'overloaded']);
    expect(first.headers['retry-after']).toBe('1');
    const releasing = setInterval(() => work.emit('release'), 5);
    onTestFinished(() => clearInterval(releasing));
    const statuses = (await Promise.all(answers)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 503)).toHaveLength(2);
    expect(work.begun).toBe(10);
  });

  test('answers queries while as many mutations as it works on wait for something slow', async () => {
    const work = new Work();
    const { ask } = await serve(work, { requestsAtOnce: 1 });
    const running = ask('mutation { work }');
    await once(work, 'begun');
    expect(stateOf(await ask('{ a }'))).toEqual([200, undefined]);
    work.emit('release');
    await running;
  });

  test('drops what nobody waits for any more before it begins', async () => {
    const work = new Work();
    const { server, ask } = await serve(work, { requestsAtOnce: 1 });
    const running = ask('mutation { work }');
    await once(work, 'begun');
    const left = sendRequest(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    left.on('error', () => {});
    left.end(JSON.stringify({ query: 'mutation { work }' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    left.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    work.emit('release');
    await running;
    expect(stateOf(await ask('{ a }'))).toEqual([200, undefined]);
    expect(work.begun).toBe(1);
  });
});
