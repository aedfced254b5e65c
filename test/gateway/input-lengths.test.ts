import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from '../../gateway/gateway.ts';
import { createLocalAccessTokenKeys } from '../../gateway/security/access-token-keys.ts';
import { generateSigningKey } from '../../gateway/security/context-token.ts';
import type { Ask } from './support/transports.ts';
import { transports } from './support/transports.ts';
import { createLimitedGraph } from './support/limited-graph.ts';
import { testConfig } from './support/start-gateway.ts';
import { createTokenIssuer } from './support/token-issuer.ts';

const graph = createLimitedGraph();
let gateway: Gateway;
let url: string;
let authorization: string;

beforeAll(async () => {
  const issuer = await createTokenIssuer();
  gateway = await createGateway({
    supergraphSdl: graph.supergraphSdl,
    clients: new Map([['shop', graph.shop]]),
    config: testConfig,
    logger: pino({ level: 'silent' }),
    authentication: {
      kind: 'access-tokens',
      accessTokenKeys: createLocalAccessTokenKeys(() => issuer.jwks),
      endedSessions: issuer.endedSessions,
      signingKey: generateSigningKey(),
    },
  });
  url = `http://127.0.0.1:${(await gateway.listen()).port}`;
  authorization = `Bearer ${await issuer.issue()}`;
});
afterAll(() => gateway.close());
beforeEach(() => void graph.shop.requests.splice(0));

const inProcess: Ask = async (_url, question, token) => {
  const { data, errors } = await gateway.request({ ...question, authorization: token });
  return { data, errors: errors?.map((error) => error.toJSON()) };
};

const ways = [...transports, ['the process itself', inProcess] as const];

interface Refused {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const ECHO = 'query ($value: String) { echo(value: $value) }';
const SIGN_IN = 'mutation ($input: SignIn!) { signIn(input: $input) }';
const ITEM = 'query ($filter: Filter) { item(filter: $filter) { id } }';

const refused: readonly Refused[] = [
  {
    title: 'a variable one character too long',
    query: ECHO,
    variables: { value: 'sixsix' },
    path: ['variables', 'value'],
    message: 'value may have at most 5 characters; it has 6.',
  },
  {
    title: 'a literal one character too long',
    query: '{ e: echo(value: "sixsix") }',
    path: ['e', 'value'],
    message: 'e.value may have at most 5 characters; it has 6.',
  },
  {
    title: 'a block text',
    query: '{ echo(value: """sixsix""") }',
    path: ['echo', 'value'],
    message: 'echo.value may have at most 5 characters; it has 6.',
  },
  {
    title: 'six characters of two code units each',
    query: ECHO,
    variables: { value: '😀'.repeat(6) },
    path: ['variables', 'value'],
    message: 'value may have at most 5 characters; it has 6.',
  },
  {
    title: 'a megabyte, with its count',
    query: SIGN_IN,
    variables: { input: { login: 'a', password: 'x'.repeat(900_000) } },
    path: ['variables', 'input', 'password'],
    message: 'input.password may have at most 6 characters; it has 900,000.',
  },
  {
    title: 'a variable inside a literal, by the length of its input field',
    query: 'mutation ($p: String) { signIn(input: { login: "a", password: $p }) }',
    variables: { p: 'sixsixsix' },
    path: ['variables', 'p'],
    message: 'p may have at most 6 characters; it has 9.',
  },
  {
    title: 'a literal beside a variable',
    query: 'mutation ($p: String) { signIn(input: { login: "long", password: $p }) }',
    variables: { p: 'six' },
    path: ['signIn', 'input', 'login'],
    message: 'signIn.input.login may have at most 3 characters; it has 4.',
  },
  {
    title: 'a recursive input object',
    query: ITEM,
    variables: { filter: { not: { all: [{ text: 'short' }, { text: 'longer' }] } } },
    path: ['variables', 'filter', 'not', 'all', 1, 'text'],
    message: 'filter.not.all[1].text may have at most 5 characters; it has 6.',
  },
  {
    title: 'a list with too many items',
    query: 'query ($ids: [ID!]) { find(ids: $ids) }',
    variables: { ids: ['a', 'b', 'c', 'd'] },
    path: ['variables', 'ids'],
    message: 'ids may have at most 3 items; it has 4.',
  },
  {
    title: 'a list literal with too many items',
    query: '{ find(ids: ["a", "b", "c", "d"]) }',
    path: ['find', 'ids'],
    message: 'find.ids may have at most 3 items; it has 4.',
  },
  {
    title: 'a list with too many input objects',
    query: ITEM,
    variables: { filter: { all: [{}, {}, {}] } },
    path: ['variables', 'filter', 'all'],
    message: 'filter.all may have at most 2 items; it has 3.',
  },
  {
    title: 'an item of a list',
    query: 'query ($id: ID!) { find(ids: ["a", $id]) }',
    variables: { id: 'five5' },
    path: ['variables', 'id'],
    message: 'id may have at most 4 characters; it has 5.',
  },
  {
    title: 'a single item in place of a list',
    query: 'query ($ids: [ID!]) { find(ids: $ids) }',
    variables: { ids: 'five5' },
    path: ['variables', 'ids'],
    message: 'ids may have at most 4 characters; it has 5.',
  },
  {
    title: 'an integer in place of an ID',
    query: '{ find(ids: [1, 12345]) }',
    path: ['find', 'ids', 1],
    message: 'find.ids[1] may have at most 4 characters; it has 5.',
  },
  {
    title: 'a scalar with a length of its own, in a list of lists',
    query: 'query ($codes: [[Code]]) { find(codes: $codes) }',
    variables: { codes: [['good'], ['worse']] },
    path: ['variables', 'codes', 1, 0],
    message: 'codes[1][0] may have at most 4 characters; it has 5.',
  },
  {
    title: "the default of an operation's variable",
    query: 'query ($value: String = "sixsix") { echo(value: $value) }',
    path: ['value'],
    message: 'value may have at most 5 characters; it has 6.',
  },
  {
    title: 'a field below the root, through fragments',
    query:
      'query ($in: String) { ...A } fragment A on Query { item { ...B } } fragment B on Item { ... { n: note(in: $in) } }',
    variables: { in: 'abc' },
    path: ['variables', 'in'],
    message: 'in may have at most 2 characters; it has 3.',
  },
  {
    title: 'a literal of a fragment',
    query: '{ i: item { ...B } } fragment B on Item { n: note(in: "abc") }',
    path: ['i', 'n', 'in'],
    message: 'i.n.in may have at most 2 characters; it has 3.',
  },
  {
    title: 'a variable by the shortest length of its uses',
    query: 'query ($t: String) { echo(value: $t) item { note(in: $t) } }',
    variables: { t: 'abc' },
    path: ['variables', 't'],
    message: 't may have at most 2 characters; it has 3.',
  },
  {
    title: 'the character NUL in a variable',
    query: ITEM,
    variables: { filter: { text: 'a\0b' } },
    path: ['variables', 'filter', 'text'],
    message: 'filter.text contains the character NUL at position 1, which is not allowed: leave it out.',
  },
  {
    title: 'the character NUL in a literal',
    query: String.raw`{ echo(value: "\u0000") }`,
    path: ['echo', 'value'],
    message: 'echo.value contains the character NUL at position 0, which is not allowed: leave it out.',
  },
  {
    title: 'half of a surrogate pair',
    query: ECHO,
    variables: { value: 'a\ud83d' },
    path: ['variables', 'value'],
    message: 'value contains half of a character (a lone surrogate): send well-formed Unicode.',
  },
  {
    title: 'surrogates in the wrong order',
    query: ECHO,
    variables: { value: '\ude00\ud83d' },
    path: ['variables', 'value'],
    message: 'value contains half of a character (a lone surrogate): send well-formed Unicode.',
  },
];

describe.each(ways)('a gateway, over %s,', (_way, ask) => {
  it.each(refused)('refuses $title, and asks no subgraph', async ({ query, variables, path, message }) => {
    const { data, errors } = await ask(url, { query, variables }, authorization);
    expect({ data, errors: errors?.map(({ message: text, extensions }) => ({ text, extensions })) }).toEqual({
      data: undefined,
      errors: [{ text: message, extensions: { code: 'BAD_USER_INPUT', path } }],
    });
    expect(graph.shop.requests).toEqual([]);
  });

  it('accepts inputs of exactly the maximum length, and counts astral characters once', async () => {
    const answer = async (query: string, variables = {}) =>
      (await ask(url, { query, variables }, authorization)).data as unknown;
    expect(await answer(ECHO, { value: '😀'.repeat(5) })).toEqual({ echo: '😀'.repeat(5) });
    expect(await answer('{ echo(value: "five5") }')).toEqual({ echo: 'five5' });
    expect(await answer('{ find(ids: ["a", "b", "four"]) }')).toEqual({ find: 3 });
    expect(await answer('query ($ids: [ID!]) { find(ids: $ids) }', { ids: [1, 2, 1234] })).toEqual({ find: 3 });
    expect(await answer(SIGN_IN, { input: { login: 'abc' } })).toEqual({ signIn: 'abc six' });
    expect(await answer(ITEM, { filter: { all: [{ text: 'five5' }, { not: null }] } })).toEqual({
      item: { id: 'one' },
    });
    const free = 'query ($value: String) { free(value: $value) }';
    expect(await answer(free, { value: 'x'.repeat(10_000) })).toEqual({ free: 'x'.repeat(10_000) });
  });

  it('checks each operation of a document by its own fields only', async () => {
    const query = 'query A($t: String) { echo(value: $t) } query B($t: String) { item { note(in: $t) } }';
    const question = { query, variables: { t: 'abc' } };
    expect((await ask(url, { ...question, operationName: 'A' }, authorization)).data).toEqual({ echo: 'abc' });
    expect((await ask(url, { ...question, operationName: 'B' }, authorization)).errors).toHaveLength(1);
  });
});

it.each(transports.slice(1))('checks a subscription over %s before its stream is opened', async (_way, ask) => {
  const query = 'subscription ($of: ID!) { news(of: $of) }';
  const { errors } = await ask(url, { query, variables: { of: 'five5' } }, authorization);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path: ['variables', 'of'] });
  expect(graph.shop.requests).toEqual([]);
  expect((await ask(url, { query, variables: { of: 'four' } }, authorization)).data).toEqual({ news: 'one' });
});

it('leaves the directives out of the API schema', () => {
  expect(graph.apiSdl).not.toMatch(/@length|@open/);
  expect(graph.apiSdl).toContain('scalar Code');
});
