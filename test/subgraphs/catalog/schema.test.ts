import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sdl } from '../../../subgraphs/catalog/main.ts';

describe('the schema of the catalogue', () => {
  const accounts = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { account(id: ID!): Account }
    interface Account @key(fields: "id") { id: ID! }
    type Provider implements Account @key(fields: "id") { id: ID! }
    type Customer implements Account @key(fields: "id") { id: ID! }
  `;

  it('composes, and adds marketplaces to every kind of account', () => {
    const { errors, supergraphSdl } = composeServices([
      { name: 'accounts', typeDefs: parse(accounts), url: 'http://accounts' },
      { name: 'catalog', typeDefs: parse(sdl()), url: 'http://catalog' },
    ]);
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toMatch(/type Customer implements Account[^}]*marketplaces/);
  });

  it('describes every type, field, argument and value', () => {
    const lines = sdl().split('\n');
    const undescribed = lines.filter(
      (line, index) =>
        /^(type|input|enum|scalar|interface) |^ {2,4}\w+[(:]|^ {2}[A-Z_]+$/.test(line) &&
        lines[index - 1]?.endsWith('"""') !== true &&
        !/^(type (Query|Mutation)|\s+(url|import|query|mutation):)/.test(line),
    );
    expect(undescribed).toEqual([]);
  });
});
