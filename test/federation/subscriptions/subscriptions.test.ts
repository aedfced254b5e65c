import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { overTheWire, startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

interface Source {
  readonly subgraph: TestSubgraph;
  /** Settles when the subgraph's source stream was ended. */
  readonly ended: Promise<void>;
}

function ticking(events: () => AsyncGenerator): Source {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const subgraph: TestSubgraph = {
    typeDefs: `
      type Query { unused: Int }
      type Subscription { tick(from: Int = 0): Tick! refused: Int }
      type Tick { n: Int! text: String node: Node }
      type Node @key(fields: "id") { id: ID! }
    `,
    resolvers: {
      Subscription: {
        tick: {
          subscribe: async function* () {
            try {
              yield* events();
            } finally {
              end();
            }
          },
        },
        refused: {
          subscribe: () => {
            throw Object.assign(new Error('Not allowed'), { extensions: { code: 'FORBIDDEN' } });
          },
        },
      },
    },
  };
  return { subgraph, ended };
}

const nodes: TestSubgraph = {
  typeDefs: 'type Query { other: Int } type Node @key(fields: "id") { id: ID! name: String! }',
  resolvers: {
    Node: {
      name: ({ id }: { id: string }) => {
        if (id === '2') throw new Error('No name');
        return `Node ${id}`;
      },
    },
  },
};

const tick = (n: number) => ({ tick: { n, node: { id: String(n) } } });

async function* counting(): AsyncGenerator {
  for (let n = 1; ; n += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    yield tick(n);
  }
}

async function* three(): AsyncGenerator {
  yield* [tick(1), tick(2), tick(3)];
}

async function collect(stream: AsyncIterable<ExecutionResult>): Promise<ExecutionResult[]> {
  const results: ExecutionResult[] = [];
  for await (const result of stream) results.push(overTheWire(result));
  return results;
}

describe.each(['in-process', 'http'] as const)('a subscription %s', (transport) => {
  it('completes each event from other subgraphs and keeps the errors of events apart', async () => {
    await using graph = await startGraph({ ticks: ticking(three).subgraph, nodes }, { transport });
    const results = await collect(await graph.stream('subscription { tick { n node { name } } }'));
    expect(results.map(({ data }) => data)).toEqual([
      { tick: { n: 1, node: { name: 'Node 1' } } },
      { tick: { n: 2, node: null } },
      { tick: { n: 3, node: { name: 'Node 3' } } },
    ]);
    expect(results.map(({ errors }) => errors?.map(({ path }) => path))).toEqual([
      undefined,
      [['tick', 'node', 'name']],
      undefined,
    ]);
  });

  it('ends its stream at the subgraph when the consumer returns', async () => {
    const { subgraph, ended } = ticking(counting);
    await using graph = await startGraph({ ticks: subgraph, nodes }, { transport });
    const stream = await graph.stream('subscription { tick { n } }');
    expect((await stream.next()).value).toMatchObject({ data: { tick: { n: 1 } } });
    await stream.return?.();
    await ended;
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('ends its stream at the subgraph when the request ends', async () => {
    const { subgraph, ended } = ticking(counting);
    await using graph = await startGraph({ ticks: subgraph, nodes }, { transport });
    const request = new AbortController();
    const stream = await graph.stream('subscription { tick { n } }', { signal: request.signal });
    await stream.next();
    request.abort();
    await ended;
    expect((await stream.next()).done).toBe(true);
  });

  it('answers the error of a subgraph that refuses it, without data, and ends', async () => {
    await using graph = await startGraph({ ticks: ticking(three).subgraph, nodes }, { transport });
    const results = await collect(await graph.stream('subscription { refused }'));
    expect(results).toEqual([
      { errors: [{ message: 'Not allowed', path: ['refused'], extensions: { code: 'FORBIDDEN' } }] },
    ]);
  });

  it('is read no faster than its consumer reads, and loses no event', async () => {
    let emitted = 0;
    const large = async function* (): AsyncGenerator {
      for (; emitted < 2_000; emitted += 1) yield { tick: { n: emitted, text: 'x'.repeat(20_000) } };
    };
    const { subgraph, ended } = ticking(large);
    await using graph = await startGraph({ ticks: subgraph, nodes }, { transport });
    const stream = await graph.stream('subscription { tick { n text } }');
    const numbers: unknown[] = [(await stream.next()).value?.data?.['tick']];
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(emitted).toBeLessThan(1_000);
    for await (const { data } of stream) numbers.push(data?.['tick']);
    await ended;
    expect(numbers).toEqual(Array.from({ length: 2_000 }, (_, n) => expect.objectContaining({ n })));
  });

  it('ends with an error that names the subgraph when the stream breaks off', async () => {
    let breakOff = (): void => {};
    const broken = new Promise<void>((resolve) => {
      breakOff = resolve;
    });
    const breaking = async function* (): AsyncGenerator {
      yield tick(1);
      await broken;
      throw new Error('socket 10.0.0.1 closed');
    };
    await using graph = await startGraph({ ticks: ticking(breaking).subgraph, nodes }, { transport });
    const stream = await graph.stream('subscription { tick { n } }');
    expect((await stream.next()).value).toEqual({ data: { tick: { n: 1 } } });
    breakOff();
    const results = await collect(stream);
    expect(results.at(-1)).toMatchObject({
      data: null,
      errors: [{ path: ['tick'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'ticks' } }],
    });
    expect(JSON.stringify(results)).not.toContain('10.0.0.1');
  });
});

describe('a subscription', () => {
  it('is one result when its variables are invalid', async () => {
    await using graph = await startGraph({ ticks: ticking(three).subgraph, nodes });
    const compiled = await graph.prepare('subscription($n: Int!) { tick(from: $n) { n } }');
    const context = { variables: { n: 'x' }, headersFor: () => ({}), signal: new AbortController().signal };
    expect(await graph.engine.subscribe(compiled, context)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});
