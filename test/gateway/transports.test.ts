import { describe, expect, test } from 'vitest';
import { codesOf } from './support/ask.ts';
import { startGateway } from './support/start-gateway.ts';
import { transports } from './support/transports.ts';

const nested = (depth: number): string => `${'{a'.repeat(depth)}${'}'.repeat(depth)}`;

const doubling = (levels: number): string => {
  const fragments = Array.from({ length: levels }, (_item, level) =>
    level === levels - 1
      ? `fragment f${level} on Viewer { id }`
      : `fragment f${level} on Viewer { ...f${level + 1} ...f${level + 1} }`,
  );
  return `{ viewer { ...f0 } } ${fragments.join(' ')}`;
};

const hostile: readonly (readonly [string, string, string])[] = [
  ['nested 2,000 deep', nested(2_000), 'DEPTH_LIMIT_EXCEEDED'],
  ['nested 30 deep', nested(30), 'DEPTH_LIMIT_EXCEEDED'],
  ['with lists nested 2,000 deep', `{ echo(value: ${'['.repeat(2_000)}${']'.repeat(2_000)}) }`, 'DEPTH_LIMIT_EXCEEDED'],
  ['with 18,000 tokens', `{ ${'echo '.repeat(18_000)} }`, 'TOKEN_LIMIT_EXCEEDED'],
  ['of more than 100,000 characters', `{ echo } #${'x'.repeat(100_000)}`, 'LENGTH_LIMIT_EXCEEDED'],
  ['with 101 aliases', `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: echo`).join(' ')} }`, 'ALIAS_LIMIT_EXCEEDED'],
  ['with 101 directives', `{ echo ${'@include(if: true) '.repeat(101)} }`, 'DIRECTIVE_LIMIT_EXCEEDED'],
  [
    'with 60 root fields',
    `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: echo`).join(' ')} }`,
    'ROOT_FIELD_LIMIT_EXCEEDED',
  ],
  ['whose fragments double 40 times', doubling(40), 'SELECTION_LIMIT_EXCEEDED'],
  ['with one field 1,000 times', `{ ${'echo '.repeat(1_000)} }`, 'REPETITION_LIMIT_EXCEEDED'],
  [
    'with 300 operations',
    Array.from({ length: 300 }, (_, n) => `query q${n} { echo }`).join(' '),
    'DEFINITION_LIMIT_EXCEEDED',
  ],
  ['with a name of 300 characters', `{ ${'x'.repeat(300)} }`, 'NAME_LENGTH_LIMIT_EXCEEDED'],
  [
    'with a fragment twice, the first of 1,000 equal fields',
    `{ ...a } fragment a on Query { ${'echo '.repeat(1_000)} } fragment a on Query { echo }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with a condition at the root of a subscription',
    'subscription { news @skip(if: true) }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with a condition of a variable at the root of a subscription',
    'subscription ($off: Boolean!) { ...F } fragment F on Subscription { ... { news @skip(if: $off) } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['with a condition that says nothing', 'subscription { news @skip }', 'GRAPHQL_VALIDATION_FAILED'],
  ['with a condition that is null', 'subscription { news @include(if: null) }', 'GRAPHQL_VALIDATION_FAILED'],
  ['with two root fields of a subscription', 'subscription { news again: news }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'with a cycle of fragments that nothing uses',
    '{ echo } fragment a on Viewer { ...b } fragment b on Viewer { ...a }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with a cycle of fragments',
    '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
];

describe.each(transports)('the gateway, over %s,', (_name, ask) => {
  test('answers a query from two subgraphs', async () => {
    const { url, issuer } = await startGateway();
    const result = await ask(url, { query: '{ viewer { name orderCount } }' }, `Bearer ${await issuer.issue()}`);
    expect(result).toEqual({ data: { viewer: { name: 'Account acc_1', orderCount: 5 } } });
  });

  test('answers a mutation with variables and an operation name', async () => {
    const { url, issuer } = await startGateway();
    const query = 'query Q { echo } mutation M($name: String!) { rename(name: $name) { name } }';
    const authorization = `Bearer ${await issuer.issue()}`;
    const result = await ask(url, { query, operationName: 'M', variables: { name: 'New' } }, authorization);
    expect(result).toEqual({ data: { rename: { name: 'New' } } });
  });

  test('accepts a number beyond the range of JavaScript as an ID', async () => {
    const { url } = await startGateway();
    const query = 'query ($id: ID) { identify(id: $id) }';
    const variables = { id: JSON.rawJSON('9007199254740993') };
    expect(await ask(url, { query, variables })).toEqual({ data: { identify: '9007199254740993' } });
  });

  test('answers an anonymous caller and identifies it as such to the subgraph', async () => {
    const { url, graph } = await startGateway();
    expect(await ask(url, { query: '{ viewer { id } }' })).toEqual({ data: { viewer: { id: 'nobody' } } });
    expect(graph.accounts.requests.length).toBe(1);
  });

  test('refuses a document with several operations and no operation name', async () => {
    const { url } = await startGateway();
    expect(codesOf(await ask(url, { query: 'query A { echo } query B { echo }' }))).toEqual(['BAD_USER_INPUT']);
  });

  test('hides the schema from anonymous callers: no introspection and no suggestions', async () => {
    const { url } = await startGateway();
    const introspection = await ask(url, { query: '{ __schema { queryType { name } } }' });
    const misspelt = await ask(url, { query: '{ viewr { id } }' });
    expect(codesOf(introspection)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(introspection.data).toBeUndefined();
    expect(JSON.stringify(misspelt)).not.toContain('viewer');
  });

  test('shows the schema to signed-in callers, also after an anonymous caller was refused the same document', async () => {
    const { url, issuer } = await startGateway();
    const question = { query: '{ __schema { queryType { name } } viewr { id } }' };
    const allowed = { query: '{ __schema { queryType { name } } }' };
    await ask(url, allowed);
    const authorization = `Bearer ${await issuer.issue()}`;
    expect(await ask(url, allowed, authorization)).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    expect(codesOf(await ask(url, allowed))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(JSON.stringify(await ask(url, question, authorization))).toContain('Did you mean');
  });

  test('hides the address of a subgraph that failed', async () => {
    const { url, graph } = await startGateway();
    graph.accounts.execute = async () => await Promise.reject(new Error('connect to 10.0.0.1 failed'));
    const result = await ask(url, { query: '{ echo }' });
    expect(codesOf(result)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(JSON.stringify(result)).not.toContain('10.0.0.1');
  });

  test.each(hostile)('refuses a document %s', async (_title, query, code) => {
    const { url, graph } = await startGateway({ config: { development: true } });
    expect(codesOf(await ask(url, { query }))[0]).toBe(code);
    expect(graph.accounts.requests).toEqual([]);
  });

  test('refuses variables nested 2,000 deep', async () => {
    const { url } = await startGateway();
    const value: unknown = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`);
    const question = { query: 'query ($value: String) { echo(value: $value) }', variables: { value } };
    expect(codesOf(await ask(url, question))).toEqual(['VARIABLE_DEPTH_LIMIT_EXCEEDED']);
  });

  test.each([1, JSON.rawJSON('9007199254740993')])(
    'does not count the number %j as a level of nesting in variables',
    async (number) => {
      const { url } = await startGateway();
      let value: unknown = number;
      for (let level = 0; level < 31; level += 1) value = [value];
      const question = { query: 'query ($value: String) { echo(value: $value) }', variables: { value } };
      // As deep as variables may be nested, it is refused for its type only.
      expect(codesOf(await ask(url, question))).toEqual(['BAD_USER_INPUT']);
    },
  );
});

test.each(['application/json', 'application/graphql-response+json'])(
  'answers 400 to a client that accepts %s when a document exceeds a limit',
  async (accept) => {
    const { url } = await startGateway();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: nested(2_000) }),
    });
    expect(response.status).toBe(400);
  },
);
