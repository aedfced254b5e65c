import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../gateway/engine/engine.ts';
import { bytesOf, PlanCache, type Prepared } from '../../../gateway/engine/plan-cache.ts';
import { compactDocument } from '../../../gateway/operation/documents/compact-document.ts';
import type { SubgraphClient } from '../../../gateway/subgraph-clients/subgraph-client.ts';
import { loadSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { LargeDocuments } from '../../support/large-documents.ts';

/** An estimate is at most this far from what is measured, in either direction. */
const FACTOR = 1.6;
const COUNT = 30;

const away: SubgraphClient = {
  execute: () => Promise.reject(new Error('away')),
  // oxlint-disable-next-line require-yield -- nothing subscribes
  async *subscribe() {
    throw new Error('away');
  },
  close: async () => {},
};

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** Bytes of the heap that stay in use for what is made, beside what making it needed. */
async function bytesKept<Made>(make: () => Promise<Made>): Promise<{ readonly bytes: number; readonly made: Made }> {
  const collect = collector();
  const used = async (): Promise<number> => {
    for (let round = 0; round < 4; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      collect();
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = await used();
  const made = await make();
  return { bytes: (await used()) - before, made };
}

async function ownGraph(characters: number) {
  const supergraph = await loadSupergraph(await readFile('schema/supergraph.graphql', 'utf8'));
  const clients = new Map(supergraph.subgraphs.map(({ name }) => [name, away]));
  const engine = createEngine({ supergraph, clients, planCacheBytes: 1_000_000_000 });
  const documents = new LargeDocuments(supergraph.apiSchema, { characters });
  const prepare = async (source: string): Promise<Prepared> => {
    const document = parse(source);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('No operation');
    return (await engine.prepare({ document, source, operation, operationName: undefined })) as Prepared;
  };
  for (let number = 1_000; number < 1_010; number += 1) await prepare(documents.query(number));
  return { prepare, texts: Array.from({ length: COUNT }, (_, number) => documents.query(number)) };
}

function expectNear(estimated: number, measured: number): void {
  expect(estimated).toBeGreaterThan(measured / FACTOR);
  expect(estimated).toBeLessThan(measured * FACTOR);
}

describe('a kept plan', () => {
  it.each([400, 6_000])(
    'takes about as much of the heap as estimated for an operation of %i characters',
    async (characters) => {
      const { prepare, texts } = await ownGraph(characters);
      const { bytes, made } = await bytesKept(async () => {
        const plans: Prepared[] = [];
        for (const text of texts) plans.push(await prepare(text));
        return plans;
      });
      expectNear(
        made.reduce((sum, plan, index) => sum + bytesOf(plan, texts[index] ?? ''), 0),
        bytes,
      );
    },
  );

  it('takes less than a hundred times the length of an operation of 6 kB', async () => {
    const { prepare, texts } = await ownGraph(6_000);
    const { bytes } = await bytesKept(async () => {
      for (const text of texts) await prepare(text);
    });
    expect(bytes).toBeLessThan(texts.join('').length * 100);
  });
});

describe('a kept document', () => {
  it('takes about as much of the heap as estimated', async () => {
    const { texts } = await ownGraph(6_000);
    const { bytes, made } = await bytesKept(async () => texts.map((text) => compactDocument(text, parse(text))));
    expectNear(
      made.reduce((sum, document) => sum + document.bytes, 0),
      bytes,
    );
  });

  it('keeps the locations of its variables', () => {
    const text = 'query ($a: Int) {\n  a\n} query B(\n  $b: Int) { b }';
    const { document } = compactDocument(text, parse(text));
    const places = document.definitions.flatMap((definition) =>
      'variableDefinitions' in definition ? (definition.variableDefinitions ?? []).map(({ loc }) => loc) : [],
    );
    expect(places.map((loc) => loc && text.slice(loc.start, loc.end))).toEqual(['$a: Int', '$b: Int']);
    expect(places.map((loc) => loc?.startToken.next)).toEqual([null, null]);
  });
});

describe('the plan cache', () => {
  const plan = (bytes: number): Prepared => ({
    status: 'refused',
    kind: 'query',
    message: 'x'.repeat(bytes),
    code: 'X',
  });

  it('holds as many plans as fit, and none that takes more than a quarter of its size', () => {
    const kept = new PlanCache(10_000);
    for (let index = 0; index < 30; index += 1) kept.set(`key ${index}`, plan(1));
    expect(kept.bytes).toBeLessThanOrEqual(10_000);
    expect(kept.get('key 29')).toBeDefined();
    expect(kept.get('key 0')).toBeUndefined();
    kept.set('k'.repeat(2_000), plan(1));
    expect(kept.get('k'.repeat(2_000))).toBeUndefined();
  });
});
