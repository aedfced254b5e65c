import { describe, expect, it } from 'vitest';
import { exactNumber, hasLongNumber, parseExactly } from '../../../gateway/exact-json.ts';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const LARGE = '9007199254740993';

/** A subgraph whose answers are written by hand, as one in another language writes them. */
function written(typeDefs: string, answers: (query: string) => string): TestSubgraph {
  return { typeDefs, answer: ({ query }) => parseExactly(answers(query)) as never };
}

const accounts = written(
  'scalar Big scalar Json type Query { account: Account echo(big: Big, json: Json, id: ID, float: Float): Json } type Account @key(fields: "number") { number: Big! }',
  (query) =>
    query.includes('echo')
      ? '{"data":{"echo":true}}'
      : `{"data":{"account":{"__typename":"Account","number":${LARGE}}}}`,
);
const balances = written(
  `scalar Big scalar Json
   type Query { unused: Int }
   type Account @key(fields: "number") { number: Big! balance: Json ratio: Float legacy: ID small: Int }`,
  () =>
    `{"data":{"_entities":[{"balance":{"units":[-${LARGE}0,1.5]},"ratio":123456789012345678901234567890,"legacy":${LARGE},"small":${LARGE}}]}}`,
);

describe('an integer beyond 2^53', () => {
  it('is answered and sent as a key without change when it is a custom scalar', async () => {
    await using graph = await startGraph({ accounts, balances }, { transport: 'http' });
    const compiled = await graph.prepare('{ account { number balance ratio legacy } }');
    const context = { variables: {}, headersFor: () => ({}), signal: new AbortController().signal };
    const text = JSON.stringify(await graph.engine.execute(compiled, context));
    expect(text).toBe(
      `{"data":{"account":{"number":${LARGE},"balance":{"units":[-${LARGE}0,1.5]},"ratio":1.2345678901234568e+29,"legacy":"${LARGE}"}}}`,
    );
    expect(graph.sent.at(-1)).toContain(`[{"number":${LARGE},"__typename":"Account"}]`);
  });

  it('is not a valid Int', async () => {
    await using graph = await startGraph({ accounts, balances }, { transport: 'http' });
    expect(await graph.run('{ account { small } }')).toMatchObject({
      data: { account: { small: null } },
      errors: [{ path: ['account', 'small'] }],
    });
  });

  it('arrives unchanged from a variable: as a custom scalar, inside one, and as the text of an ID', async () => {
    await using graph = await startGraph({ accounts, balances }, { transport: 'http' });
    const query =
      'query($a: Big, $b: Json, $c: ID, $d: Float, $e: Json = 9007199254740995) { echo(big: $a, json: [$b, $e], id: $c, float: $d) }';
    const variables = parseExactly(`{"a":${LARGE},"b":{"x":[${LARGE}]},"c":${LARGE},"d":${LARGE}}`);
    await graph.run(query, { variables: variables as Record<string, unknown> });
    expect(graph.sent.at(-1)).toContain(
      `"variables":{"a":${LARGE},"b":{"x":[${LARGE}]},"e":9007199254740995,"c":"${LARGE}","d":9007199254740992}`,
    );
  });

  it('is refused when its type does not allow it', async () => {
    await using graph = await startGraph({ accounts, balances }, { transport: 'http' });
    const variables = parseExactly(`{"c":{"n":${LARGE}},"d":[${LARGE}]}`) as Record<string, unknown>;
    const { errors } = await graph.run('query($c: ID, $d: Float) { echo(id: $c, float: $d) }', { variables });
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(graph.sent).toEqual([]);
  });
});

describe('parsing JSON', () => {
  it.each([
    ['0', 0],
    ['9007199254740991', 9_007_199_254_740_991],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['1.50', 1.5],
    ['12345678901234567890e3', 1.234_567_890_123_456_8e22],
  ])('reads %s as a number', (text, number) => {
    expect(exactNumber(text)).toBe(number);
    expect(parseExactly(`{"a":[${text}]}`)).toEqual({ a: [number] });
  });

  it.each(['9007199254740992', '-9007199254740993', '1'.repeat(400)])('keeps %s as it is written', (text) => {
    expect(JSON.stringify(parseExactly(`{"a":[${text}],"b":"${text}"}`))).toBe(`{"a":[${text}],"b":"${text}"}`);
  });

  it('finds long numbers wherever they are in the text', () => {
    for (let before = 0; before < 40; before += 1) {
      const start = '"'.padEnd(before, 'x');
      expect(hasLongNumber(`${start}${LARGE}x`)).toBe(true);
      expect(hasLongNumber(`${start}${LARGE.slice(1)}x${LARGE.slice(1)}`)).toBe(false);
    }
  });

  it('refuses text that is not JSON', () => {
    expect(() => parseExactly(`{"a":${LARGE},}`)).toThrow(SyntaxError);
  });
});
