import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parse } from 'graphql';
import { composeSupergraph } from './compose-supergraph.ts';
import type { SubgraphDefinition } from './compose-supergraph.ts';

const SUBGRAPHS = ['accounts', 'catalog', 'orders'];

/**
 * Composes `schema/<subgraph>.graphql` below a directory into `schema/supergraph.graphql` and `schema/api.graphql`.
 *
 * @param options.check only compares: nothing is written, and every file that would change is a problem
 * @returns the problems, one line each; an empty list means success
 */
export async function composeSchemaFiles(options: { directory: string; check: boolean }): Promise<string[]> {
  const services: SubgraphDefinition[] = [];
  for (const name of SUBGRAPHS) {
    const file = path.join('schema', `${name}.graphql`);
    try {
      const typeDefs = parse(await readFile(path.join(options.directory, file), 'utf8'));
      services.push({ name, url: `http://${name}.invalid`, typeDefs });
    } catch (error) {
      return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
    }
  }
  const composition = composeSupergraph(services);
  if (composition.kind === 'failed') return [...composition.errors];
  const outputs = [
    { file: path.join('schema', 'supergraph.graphql'), text: composition.supergraphSdl },
    { file: path.join('schema', 'api.graphql'), text: composition.apiSdl },
  ];
  const problems: string[] = [];
  for (const { file, text } of outputs) {
    const target = path.join(options.directory, file);
    const current = await readFile(target, 'utf8').catch(() => undefined);
    if (current === text) continue;
    if (options.check) problems.push(`${file} is out of date: run "npm run schema"`);
    else await writeFile(target, text);
  }
  return problems;
}

if (import.meta.main) {
  const problems = await composeSchemaFiles({ directory: process.cwd(), check: process.argv.includes('--check') });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
