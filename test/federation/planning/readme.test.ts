import { readFileSync } from 'node:fs';
import { getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { SubgraphClient } from '../../../gateway/subgraph-clients/subgraph-client.ts';
import { loadSupergraph } from '../../../gateway/supergraph/supergraph.ts';

const README = readFileSync(new URL('../../../gateway/engine/README.md', import.meta.url), 'utf8');
const SUPERGRAPH = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

/** The content of the README's code blocks in one language, in their order. */
function codeBlocks(language: string): readonly string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] ?? '');
}

/** The lines of the README that begin with a subgraph's name, as its name, variables and data. */
function exchanges(): ReadonlyMap<string, { readonly variables: string; readonly data: Record<string, unknown> }> {
  const [text = ''] = codeBlocks('text');
  const found = text.matchAll(/^(\w+) +(\{.*\})\s+→ (\{[^]*?\})$(?=\n\w|\n*$(?!\n))/gm);
  return new Map(
    [...found].map(([, subgraph = '', variables = '', data = '']) => {
      return [subgraph, { variables, data: JSON.parse(data) as Record<string, unknown> }];
    }),
  );
}

async function startReadmeEngine(sent: Map<string, string>) {
  const supergraph = await loadSupergraph(SUPERGRAPH);
  const answers = exchanges();
  const clientOf = (name: string): SubgraphClient => ({
    execute: async ({ variablesJson }) => {
      sent.set(name, variablesJson);
      return { data: answers.get(name)?.data ?? null };
    },
    subscribe: () => {
      throw new Error('The example has no subscription');
    },
    close: async () => {},
  });
  const clients = new Map(supergraph.subgraphs.map(({ name }) => [name, clientOf(name)]));
  const [source = ''] = codeBlocks('graphql');
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The example has no operation');
  expect(validate(supergraph.apiSchema, document)).toEqual([]);
  const engine = createEngine({ supergraph, clients });
  const compiled = await engine.prepare({ document, source, operation, operationName: undefined });
  return { engine, compiled };
}

describe("the example in the engine's README", () => {
  it('shows the plan, the variables of the requests and the response that the engine makes', async () => {
    const sent = new Map<string, string>();
    const { engine, compiled } = await startReadmeEngine(sent);
    const [plan = '', response = ''] = codeBlocks('json');
    const result = await engine.execute(compiled, {
      variables: { number: 'SO1' },
      headersFor: () => ({}),
      signal: new AbortController().signal,
    });
    expect(result).toEqual(JSON.parse(response));
    expect(engine.explain(compiled)).toEqual(JSON.parse(plan));
    expect(sent).toEqual(new Map([...exchanges()].map(([subgraph, { variables }]) => [subgraph, variables])));
  });
});
