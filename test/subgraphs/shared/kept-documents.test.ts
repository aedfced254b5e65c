import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { KeptDocuments } from '../../../subgraphs/shared/process/kept-documents.ts';

const text = (number: number): string => `{ a${number} ${'field '.repeat(100)}}`;

describe('the documents of a subgraph', () => {
  it('are kept as long as they fit into their share of the memory', () => {
    const documents = new KeptDocuments('bare', 200_000);
    for (let number = 0; number < 100; number += 1) documents.keep(text(number), parse(text(number)));
    expect(documents.bytes).toBeGreaterThan(100_000);
    expect(documents.bytes).toBeLessThanOrEqual(200_000);
    expect(documents.get(text(99))).toBeDefined();
    expect(documents.get(text(0))).toBeUndefined();
  });

  it('are not kept when one takes more than a quarter of that share', () => {
    const documents = new KeptDocuments('bare', 20_000);
    documents.keep(text(1), parse(text(1)));
    expect(documents.get(text(1))).toBeUndefined();
  });
});
