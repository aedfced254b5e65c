import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What the files that read the environment also have in capitals. */
const OTHERS = ['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM', 'CHECKING', 'COMPLETED', 'FAILED', 'SUBGRAPH'];

/** Variables that are made of a subgraph's name, as the tables write them. */
const OF_EACH_SUBGRAPH: Readonly<Record<string, readonly string[]>> = {
  _DATABASE_URL: ['ACCOUNTS_DATABASE_URL', 'CATALOG_DATABASE_URL', 'ORDERS_DATABASE_URL'],
  _PORT: ['ACCOUNTS_PORT', 'CATALOG_PORT', 'ORDERS_PORT'],
  _URL: ['<NAME>_URL'],
  _SUBSCRIPTIONS_URL: ['<NAME>_SUBSCRIPTIONS_URL'],
  _TIMEOUT_MS: ['<NAME>_TIMEOUT_MS', 'SUBGRAPH_TIMEOUT_MS'],
  _RETRIES: ['SUBGRAPH_RETRIES'],
  _HEDGING_DELAY_MS: ['SUBGRAPH_HEDGING_DELAY_MS'],
  _MAX_CONCURRENCY: ['SUBGRAPH_MAX_CONCURRENCY'],
  _MAX_QUEUE: ['SUBGRAPH_MAX_QUEUE'],
  _BREAKER_FAILURES: ['SUBGRAPH_BREAKER_FAILURES'],
};

function sources(): string[] {
  return ['gateway', 'subgraphs']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => /\.(?:ts|mjs)$/.test(file) && !file.includes('sandbox'));
}

/** The names of the variables that the code reads. */
function variablesOfCode(): Set<string> {
  const found = new Set<string>();
  for (const file of sources()) {
    const text = readFileSync(file, 'utf8');
    if (!/process\.env|\breadEnvironment\b|\bEnvironment\b|\bEnvironmentReader\b/.test(text)) continue;
    for (const [, name = ''] of text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g)) found.add(name);
    for (const [, ending = ''] of text.matchAll(/`\$\{[^}]+\}(_[A-Z0-9_]+)`/g)) {
      for (const name of OF_EACH_SUBGRAPH[ending] ?? [`<NAME>${ending}`]) found.add(name);
    }
  }
  for (const other of OTHERS) found.delete(other);
  return found;
}

/** The names of the variables in the tables of a document. */
function variablesOfTables(file: string): string[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => {
    const [, first = ''] = row.split('|');
    return [...first.matchAll(/`((?:<NAME>_)?[A-Z][A-Z0-9_]*)`/g)].map(([, name = '']) => name);
  });
}

describe('the tables of the environment', () => {
  const complete = new Set(variablesOfTables('docs/operating.md'));
  const tables = new Set([...complete, ...variablesOfTables('gateway/README.md')]);
  const code = variablesOfCode();

  test('in docs/operating.md name every variable that the code reads', () => {
    expect(code.size).toBeGreaterThan(40);
    expect([...code].filter((name) => !complete.has(name))).toEqual([]);
  });

  test('name none that it does not read', () => {
    // Codes of errors stand in tables, too.
    const others = [...tables].filter((name) =>
      /^(?:[A-Z]+_)*(?:MS|URL|PORT|KEY|KEYS|DIR|SECONDS|MB|HOSTS)$/.test(name),
    );
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter((name) => !code.has(name))).toEqual([]);
  });
});

describe('the alarms of docs/operating.md', () => {
  test('quote messages that the code logs', () => {
    const [, section = ''] = readFileSync('docs/operating.md', 'utf8').split('\n## Alarms\n');
    const [table = ''] = section.split('\n## ');
    const rows = table.split('\n').filter((line) => line.startsWith('| "'));
    const quoted = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, text = '']) => text),
    );
    const code = sources().map((file) => readFileSync(file, 'utf8'));
    expect(quoted.length).toBeGreaterThan(8);
    expect(quoted.filter((message) => !code.some((text) => text.includes(message)))).toEqual([]);
  });
});
