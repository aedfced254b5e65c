import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

/** A subgraph that answers only when it is told to. */
function waiting() {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const aborted: string[] = [];
  const subgraph: TestSubgraph = {
    typeDefs: 'type Query { secret: Secret } type Secret { of: String list: [Int] }',
    answer: async ({ headers, signal }) => {
      signal.addEventListener('abort', () => aborted.push(headers['principal'] ?? ''));
      await gate;
      return { data: { secret: { of: headers['principal'], list: [1] } } };
    },
  };
  return { subgraph, aborted, open: () => open() };
}

const query = '{ secret { of list } }';
const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

describe('equal queries in flight', () => {
  it('are one request for one principal and two requests for two principals', async () => {
    const { subgraph, open } = waiting();
    await using graph = await startGraph({ one: subgraph });
    const as = async (principal: string) => await graph.data(query, { headers: { principal } });
    const all = Promise.all(Array.from({ length: 1_000 }, (_item, index) => as(index % 2 ? 'ann' : 'bob')));
    while (graph.seen.length < 2) await turn();
    open();
    const results = await all;
    expect(graph.seen).toHaveLength(2);
    results.forEach((result, index) => expect(result).toMatchObject({ secret: { of: index % 2 ? 'ann' : 'bob' } }));
  });

  it('are not shared when any header or variable differs', async () => {
    const { subgraph, open } = waiting();
    await using graph = await startGraph({ one: subgraph });
    const runs: Record<string, string>[] = [
      { principal: 'a' },
      { principal: 'a', language: 'de' },
      { principal: 'a', language: 'en' },
    ];
    const all = Promise.all(runs.map((headers) => graph.data(query, { headers })));
    while (graph.seen.length < 3) await turn();
    open();
    await all;
    expect(graph.seen).toHaveLength(3);
  });

  it('are sent again once the first one was answered', async () => {
    const { subgraph, open } = waiting();
    open();
    await using graph = await startGraph({ one: subgraph });
    await graph.data(query);
    await graph.data(query);
    expect(graph.seen).toHaveLength(2);
  });

  it('continue while somebody waits for them, and are cancelled with the last', async () => {
    const { subgraph, aborted, open } = waiting();
    await using graph = await startGraph({ one: subgraph });
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const headers = { principal: 'x' };
    const runs = [first, second].map(({ signal }) => graph.run(query, { headers, signal }));
    while (graph.seen.length < 1) await turn();
    first.abort();
    expect(await runs[0]).toMatchObject({ errors: [{ extensions: { code: 'CANCELLED' } }] });
    expect(aborted).toEqual([]);
    const other = graph.run(query, { headers: { principal: 'y' }, signal: third.signal });
    while (graph.seen.length < 2) await turn();
    third.abort();
    await other;
    expect(aborted).toEqual(['y']);
    open();
    expect(await runs[1]).toMatchObject({ data: { secret: { of: 'x' } } });
  });
});
