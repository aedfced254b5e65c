import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

/** Two subgraphs that write every step they take into one log. */
function ledger(log: string[]): Record<string, TestSubgraph> {
  const step = (name: string) => async () => {
    log.push(`${name} starts`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} ends`);
    return { account: { id: name } };
  };
  return {
    one: {
      typeDefs: `
        type Query { unused: Int }
        type Mutation { a: Payload! c: Payload! fails: Payload! mayFail: Payload }
        type Payload @shareable { account: Account }
        type Account @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Mutation: {
          a: step('a'),
          c: step('c'),
          fails: () => Promise.reject(new Error('refused')),
          mayFail: () => Promise.reject(new Error('refused')),
        },
      },
    },
    two: {
      typeDefs: `
        type Query { other: Int }
        type Mutation { b: Payload! }
        type Payload @shareable { account: Account }
        type Account @key(fields: "id") { id: ID! balance: Int }
      `,
      resolvers: {
        Mutation: { b: step('b') },
        Account: {
          balance: ({ id }: { id: string }) => {
            log.push(`balance of ${id}`);
            return 1;
          },
        },
      },
    },
  };
}

describe('the root fields of a mutation', () => {
  it('run one after the other, each completed before the next starts', async () => {
    const log: string[] = [];
    await using graph = await startGraph(ledger(log));
    const query = 'mutation { a { account { balance } } b { account { balance } } c { account { balance } } }';
    const account = { balance: 1 };
    expect(await graph.data(query)).toEqual({ a: { account }, b: { account }, c: { account } });
    expect(log).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} starts`, `${name} ends`, `balance of ${name}`]));
  });

  it('are also completed one by one when one subgraph has them all, unless one request answers everything', async () => {
    const log: string[] = [];
    await using graph = await startGraph(ledger(log));
    await graph.data('mutation { a { account { balance } } c { account { balance } } a { account { id } } }');
    expect(log).toEqual(['a', 'c'].flatMap((name) => [`${name} starts`, `${name} ends`, `balance of ${name}`]));
    graph.seen.length = 0;
    await graph.data('mutation { a { account { id } } c { account { id } } }');
    expect(graph.asked).toEqual(['one']);
  });

  // An alias may be the name of something that every object inherits.
  it.each(['fails', 'constructor'])('are not run after one under the name %s made the data null', async (alias) => {
    const log: string[] = [];
    await using graph = await startGraph(ledger(log));
    const result = await graph.run(`mutation { ${alias}: fails { account { id } } b { account { id } } }`);
    expect(result.data).toBeNull();
    expect(result.errors).toMatchObject([{ message: 'refused', path: [alias] }]);
    expect(log).toEqual([]);
  });

  it('are run after one that failed but is nullable', async () => {
    const log: string[] = [];
    await using graph = await startGraph(ledger(log));
    const result = await graph.run('mutation { mayFail { account { id } } b { account { id } } }');
    expect(result.data).toEqual({ mayFail: null, b: { account: { id: 'b' } } });
    expect(log).toEqual(['b starts', 'b ends']);
  });

  it('are never shared among equal requests', async () => {
    const log: string[] = [];
    await using graph = await startGraph(ledger(log));
    const query = 'mutation { a { account { id } } }';
    await Promise.all([graph.data(query), graph.data(query)]);
    expect(log.filter((entry) => entry === 'a starts')).toHaveLength(2);
  });
});
