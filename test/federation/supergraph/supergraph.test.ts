import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, printSchema, validateSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { composeSchemaFiles } from '../../../gateway/supergraph/compose.ts';
import { loadSupergraph } from '../../../gateway/supergraph/supergraph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@inaccessible", "@tag", "@cost", "@listSize", "@context", "@fromContext"
])`;

function compose(services: Record<string, string>): string {
  const composition = composeSupergraph(
    Object.entries(services).map(([name, text]) => ({ name, url: `http://${name}`, typeDefs: parse(LINK + text) })),
  );
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}

const shop = `
  "All there is to ask."
  type Query { "One thing." thing(id: ID!): Thing @cost(weight: 5) things: [Thing!]! @listSize(assumedSize: 10) hidden: Int @inaccessible }
  "A thing." type Thing @key(fields: "id") @tag(name: "public") { id: ID! state: State @deprecated(reason: "Old.") }
  enum State { OPEN SECRET @inaccessible }
`;

describe('a supergraph', () => {
  it('has a valid API schema with descriptions, without federation types and inaccessible elements', async () => {
    const supergraph = await loadSupergraph(compose({ shop }));
    expect(validateSchema(supergraph.apiSchema)).toEqual([]);
    const text = printSchema(supergraph.apiSchema);
    expect(text).toContain('"""One thing."""');
    expect(text).toContain('@deprecated(reason: "Old.")');
    expect(text).not.toMatch(
      /join__|link__|@tag|@cost|@listSize|inaccessible|SECRET|hidden|@stream|_entities|federation/,
    );
  });

  it('lists its subgraphs by the names of its services', async () => {
    const other = 'type Query { other: Int }';
    const { subgraphs } = await loadSupergraph(compose({ shop, 'my-other': other }));
    expect(subgraphs).toEqual([
      { name: 'my-other', url: 'http://my-other' },
      { name: 'shop', url: 'http://shop' },
    ]);
  });

  it('is refused when it uses @fromContext', async () => {
    const text = `
      type Query { owner: Owner }
      type Owner @key(fields: "id") @context(name: "owner") { id: ID! rate: Int! item: Item }
      type Item @key(fields: "id") { id: ID! price(rate: Int @fromContext(field: "$owner { rate }")): Int! }
    `;
    const other = 'type Query { b: Int } type Item @key(fields: "id") { id: ID! name: String }';
    const sdl = compose({ a: text, b: other });
    await expect(loadSupergraph(sdl)).rejects.toThrow('@fromContext is not supported, and the field "price" uses it');
  });

  it('is refused when the text is not a supergraph', async () => {
    await expect(loadSupergraph('type Query {')).rejects.toThrow('The supergraph is not valid GraphQL');
    await expect(loadSupergraph('type Query { a: Int }')).rejects.toThrow('names no subgraph');
  });
});

describe('composing the schema files', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'compose-'));
    await mkdir(path.join(directory, 'schema'));
    await writeFile(path.join(directory, 'schema/accounts.graphql'), LINK + shop);
    await writeFile(path.join(directory, 'schema/catalog.graphql'), `${LINK} type Query { plans: Int }`);
    await writeFile(path.join(directory, 'schema/orders.graphql'), `${LINK} type Query { orders: Int }`);
  });
  afterEach(async () => await rm(directory, { recursive: true }));

  it('writes the supergraph and the API schema, and the same text every time', async () => {
    expect(await composeSchemaFiles({ directory, check: false })).toEqual([]);
    const text = await readFile(path.join(directory, 'schema/api.graphql'), 'utf8');
    expect(text).toContain('orders: Int');
    expect(text).not.toMatch(/@cost|@listSize|join__/);
    const written = await loadSupergraph(await readFile(path.join(directory, 'schema/supergraph.graphql'), 'utf8'));
    expect(written.subgraphs).toHaveLength(3);
    expect(await composeSchemaFiles({ directory, check: true })).toEqual([]);
  });

  it('only compares with the option check, and names every file that would change', async () => {
    await composeSchemaFiles({ directory, check: false });
    await writeFile(path.join(directory, 'schema/orders.graphql'), `${LINK} type Query { order: Int }`);
    expect(await composeSchemaFiles({ directory, check: true })).toEqual([
      'schema/supergraph.graphql is out of date: run "npm run schema"',
      'schema/api.graphql is out of date: run "npm run schema"',
    ]);
    expect(await readFile(path.join(directory, 'schema/api.graphql'), 'utf8')).toContain('orders: Int');
  });

  it('lists composition errors and unreadable files, each in one line', async () => {
    await writeFile(path.join(directory, 'schema/orders.graphql'), `${LINK} type Query { plans: String }`);
    const conflicts = await composeSchemaFiles({ directory, check: false });
    expect(conflicts.length).toBeGreaterThan(0);
    for (const line of conflicts) expect(line).not.toContain('\n');
    await rm(path.join(directory, 'schema/orders.graphql'));
    expect(await composeSchemaFiles({ directory, check: false })).toEqual([
      expect.stringMatching(/^schema\/orders\.graphql: /),
    ]);
  });
});
