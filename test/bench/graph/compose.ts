import { parse } from 'graphql';
import { fromDist } from '../from-dist.ts';
import { subgraphSdl, type SubgraphName } from './subgraphs.ts';
import type * as ComposeSupergraphModule from '../../../gateway/supergraph/compose-supergraph.ts';

const { composeSupergraph } = await fromDist<typeof ComposeSupergraphModule>('supergraph/compose-supergraph.js');

/** Composes the benchmark's supergraph with the addresses its subgraphs have in this run. */
export function composeBenchGraph(urlOf: (name: SubgraphName) => string): string {
  const names = Object.keys(subgraphSdl) as SubgraphName[];
  const services = names.map((name) => ({ name, typeDefs: parse(subgraphSdl[name]), url: urlOf(name) }));
  const composition = composeSupergraph(services);
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}
