import { on, once, EventEmitter } from 'node:events';
import { parse } from 'graphql';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { LocalSubgraph, type SubgraphContext } from './local-subgraph.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])\n';

const accountsTypes = parse(`${link}
  type Query {
    viewer: Viewer
    "Answers once the test lets it."
    held: String
    "Never answers."
    silent: String
    echo(value: String): String
    identify(id: ID): ID
    failing: String
    "For the other subgraphs."
    cost(of: String!): Cost @inaccessible
  }
  type Mutation { rename(name: String!): Viewer! settle(cost: Int!): Int @inaccessible }
  type Viewer @key(fields: "id") { id: ID! name: String! }
  type Cost @inaccessible { minor: Int }
`);

const ordersTypes = parse(`${link}
  type Query { orders: [Order!]! }
  type Order @key(fields: "id") { id: ID! owner: Viewer }
  type Viewer @key(fields: "id") { id: ID! orderCount: Int! }
  type Subscription {
    "Counts up to a number and ends."
    count(to: Int!): Int!
    "Counts up to a number and ends; each event is a text of the given length."
    texts(to: Int!, length: Int!): String!
    "Emits what the test emits."
    news: String!
  }
`);

/** Two subgraphs, composed, and what a test steers them with. */
export interface SmallGraph {
  readonly supergraphSdl: string;
  readonly accounts: LocalSubgraph;
  readonly orders: LocalSubgraph;
  /** Emits `release` for the field `held` and `news` for the subscription; the subgraph emits `open` and `end`. */
  readonly events: EventEmitter;
}

async function* countTo(to: number, toEvent: (number: number) => unknown): AsyncGenerator {
  for (let number = 1; number <= to; number += 1) yield toEvent(number);
}

async function* listen(events: EventEmitter, signal: AbortSignal): AsyncGenerator {
  events.emit('open');
  try {
    for await (const [news] of on(events, 'news', { signal })) yield { news };
  } finally {
    events.emit('end');
  }
}

export function createSmallGraph(): SmallGraph {
  const events = new EventEmitter().setMaxListeners(0);
  const owner = ({ claims }: SubgraphContext): { id: string; name: string } => {
    const id = typeof claims['acc'] === 'string' ? claims['acc'] : 'nobody';
    return { id, name: `Account ${id}` };
  };
  const accounts = new LocalSubgraph(accountsTypes, {
    Query: {
      viewer: (_root, _args, context: SubgraphContext) => owner(context),
      held: async (_root, _args, context: SubgraphContext) => {
        await once(events, 'release');
        return owner(context).id;
      },
      silent: async () => await new Promise<never>(() => {}),
      echo: (_root, { value }: { value?: string }) => value,
      identify: (_root, { id }: { id?: string }) => id,
      failing: () => {
        throw new Error('the database at 10.0.0.1 is away');
      },
      cost: (_root, { of }: { of: string }) => ({ minor: of.length }),
    },
    Mutation: {
      rename: (_root, { name }: { name: string }, context) => ({ ...owner(context), name }),
      settle: (_root, { cost }: { cost: number }) => cost,
    },
  });
  const orders = new LocalSubgraph(ordersTypes, {
    Query: {
      orders: (_root, _args, context: SubgraphContext) => [{ id: 'ord_1', owner: { id: owner(context).id } }],
    },
    Viewer: {
      __resolveReference: ({ id }: { id: string }) => ({ id, orderCount: id.length }),
    },
    Subscription: {
      count: { subscribe: (_root, { to }: { to: number }) => countTo(to, (count) => ({ count })) },
      texts: {
        subscribe: (_root, { to, length }: { to: number; length: number }) =>
          countTo(to, () => ({ texts: 'x'.repeat(length) })),
      },
      news: { subscribe: (_root, _args, context: SubgraphContext) => listen(events, context.signal) },
    },
  });
  const composition = composeSupergraph([
    { name: 'accounts', url: 'http://accounts.invalid', typeDefs: accountsTypes },
    { name: 'orders', url: 'http://orders.invalid', typeDefs: ordersTypes },
  ]);
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  return { supergraphSdl: composition.supergraphSdl, accounts, orders, events };
}
