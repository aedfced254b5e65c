import { describe, expect, it } from 'vitest';
import { codesOf, post } from '../../gateway/support/ask.ts';
import { startGateway } from '../../gateway/support/start-gateway.ts';
import { startGraph } from '../harness.ts';
import { marketplace } from '../marketplace/graph.ts';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_item, index) => text(index)).join(' ');

/** What test/gateway/transports.test.ts has not: that one has depth, cycles, doubling, aliases and repetition. */
const hostile: readonly (readonly [string, string, string])[] = [
  ['with a list of 6,000 arguments', `{ echo(value: [${times(6_000, String)}]) }`, 'TOKEN_LIMIT_EXCEEDED'],
  ['with 2,600 arguments of one field', `{ echo(${times(2_600, (index) => `a${index}: 1`)}) }`, 'TOKEN_LIMIT_EXCEEDED'],
  [
    'with inline fragments nested 120 deep',
    `{ viewer ${'{ ... on Viewer '.repeat(120)} { id } ${'}'.repeat(120)} }`,
    'DEPTH_LIMIT_EXCEEDED',
  ],
  [
    'whose fragments bring 90 aliases to each of 40 places',
    `{ ${times(40, () => 'viewer { ...F }')} } fragment F on Viewer { ${times(90, (index) => `a${index}: id`)} }`,
    'SELECTION_LIMIT_EXCEEDED',
  ],
  [
    'whose fragments are cyclic below a condition',
    'query($no: Boolean = false) { viewer { ...A @include(if: $no) } } fragment A on Viewer { ...B } fragment B on Viewer { ...A @skip(if: true) }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with 120 variables in conditions',
    `query(${times(120, (index) => `$v${index}: Boolean!`)}) { ${times(120, (index) => `echo @skip(if: $v${index})`)} }`,
    'DIRECTIVE_LIMIT_EXCEEDED',
  ],
];

describe('a hostile document', () => {
  it.each(hostile)('%s is refused before it is planned', async (_title, query, code) => {
    const { url, graph } = await startGateway({ config: { development: true } });
    expect(codesOf((await post(url, { query })).body)[0]).toBe(code);
    expect(graph.accounts.requests).toEqual([]);
  });
});

describe('an operation with many conditions', () => {
  it('is planned only for the combinations that requests use', async () => {
    await using graph = await startGraph(marketplace, { planCacheBytes: 1_000_000 });
    const names = Array.from({ length: 20 }, (_item, index) => `c${index}`);
    const source = `query(${names.map((name) => `$${name}: Boolean!`).join()}) { viewer { id ${names.map((name) => `${name}: name @include(if: $${name})`).join(' ')} } }`;
    for (let round = 0; round < 30; round += 1) {
      const variables = Object.fromEntries(names.map((name, index) => [name, index === round % 20]));
      expect(await graph.data(source, { variables })).toEqual({ viewer: { id: 'r', [`c${round % 20}`]: 'Reseller' } });
    }
  });
});
