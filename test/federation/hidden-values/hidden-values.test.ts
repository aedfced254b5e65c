import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const shop: TestSubgraph = {
  typeDefs: `
    type Query { status: Status statuses: [Status] strict: [Status!] pet: Pet pets: [Pet] }
    enum Status { OPEN CLOSED SECRET @inaccessible }
    interface Pet { name: String }
    type Dog implements Pet { name: String }
    type Ghost implements Pet @inaccessible { name: String }
  `,
  resolvers: {
    Query: {
      status: () => 'SECRET',
      statuses: () => ['OPEN', 'SECRET', null, 'CLOSED'],
      strict: () => ['OPEN', 'SECRET'],
      pet: () => ({ __typename: 'Ghost', name: 'Boo' }),
      pets: () => [
        { __typename: 'Dog', name: 'Rex' },
        { __typename: 'Ghost', name: 'Boo' },
      ],
    },
    Pet: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  },
};

describe('a value that is inaccessible in the API schema', () => {
  it('becomes null with an error when it is an enum value, also in lists', async () => {
    await using graph = await startGraph({ shop });
    const result = await graph.run('{ status statuses strict }');
    expect(result.data).toEqual({ status: null, statuses: ['OPEN', null, null, 'CLOSED'], strict: null });
    expect(result.errors?.map(({ path }) => path)).toEqual([['status'], ['statuses', 1], ['strict', 1]]);
    expect(JSON.stringify(result)).not.toContain('SECRET');
  });

  it('becomes null with an error when it is an object of an inaccessible type', async () => {
    await using graph = await startGraph({ shop });
    const result = await graph.run('{ pet { __typename name } pets { __typename name } }');
    expect(result.data).toEqual({ pet: null, pets: [{ __typename: 'Dog', name: 'Rex' }, null] });
    expect(result.errors?.map(({ path }) => path)).toEqual([['pet'], ['pets', 1]]);
    expect(JSON.stringify(result)).not.toMatch(/Ghost|Boo/);
  });
});
