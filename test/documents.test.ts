import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from './support/source-files.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...['docs', 'gateway', 'subgraphs'].flatMap((folder) =>
    listFiles(ROOT, folder).filter((path) => path.endsWith('.md')),
  ),
];

/** Paths in code marks, without patterns such as `subgraphs/<name>/` or `test/*.ts`. */
function namedPaths(text: string): readonly string[] {
  return [...text.matchAll(/`((?:\.ci|gateway|subgraphs|schema|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
}

/** The files that links of a document lead to, from the root of the project. */
function linkedFiles(document: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => join(dirname(document), target));
}

describe('the documents', () => {
  it('are found', () => {
    expect(DOCUMENTS).toContain('subgraphs/README.md');
    expect(DOCUMENTS.length).toBeGreaterThan(20);
  });

  it.each(DOCUMENTS)('name and link files that exist: %s', (document) => {
    const text = readFileSync(join(ROOT, document), 'utf8');
    const paths = [...namedPaths(text), ...linkedFiles(document, text)];
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('the walks of subgraphs/README.md', () => {
  const [, walks = ''] = readFileSync(join(ROOT, 'subgraphs/README.md'), 'utf8').split('## Three walks');
  const counted = walks
    .split(/^\*\*/m)
    .slice(1)
    .map((walk) => [walk.slice(0, walk.indexOf('*')), walk] as const);

  it.each(counted)('have as many files as they say: %s', (_title, walk) => {
    const files = namedPaths(walk);
    expect(walk).toContain(`(${files.length} files)`);
    expect(new Set(files).size).toBe(files.length);
  });
});
