import { parse } from 'graphql';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { withLink } from '../harness.ts';
import { connectSubgraphs } from './connect-subgraphs.ts';
import { draftSubgraph } from './draft-subgraph.ts';
import type { Random } from './random.ts';
import { isSatisfiable } from './satisfiability.ts';
import { printSubgraph } from './subgraph-draft.ts';
import type { SubgraphDraft } from './subgraph-draft.ts';
import { drawBlueprint } from './supergraph-blueprint.ts';

const NAMES = ['accounts', 'billing', 'catalog', 'delivery', 'events'];

/** Makes the subgraphs of a random supergraph. About every second one composes. */
export function generateSupergraph(random: Random): SubgraphDraft[] {
  const blueprint = drawBlueprint(random);
  const shares = {
    entities: random.pick([0.5, 0.8]),
    fields: random.pick([0.15, 0.3]),
    keys: random.pick([0.2, 0.35, 0.8]),
    mainKeys: random.pick([0.5, 0.85, 1]),
    abstracts: random.pick([0, 0.3, 0.6]),
  };
  const names = NAMES.slice(0, 2 + random.below(NAMES.length - 1));
  const subgraphs = names.map((name, index) => {
    return draftSubgraph(name, { blueprint, shares, random, isFirst: index === 0 });
  });
  connectSubgraphs({ blueprint, subgraphs, random });
  return subgraphs;
}

/**
 * Draws supergraphs until one composes.
 *
 * @returns SDL without the federation link, by subgraph
 */
export function composableSupergraph(random: Random): Record<string, string> {
  for (;;) {
    const drafts = generateSupergraph(random);
    const subgraphs = Object.fromEntries(drafts.map((draft) => [draft.name, printSubgraph(draft)]));
    if (isSatisfiable(drafts) && composes(subgraphs)) return subgraphs;
  }
}

export function composes(subgraphs: Readonly<Record<string, string>>): boolean {
  const definitions = Object.entries(subgraphs).map(([name, typeDefs]) => {
    return { name, url: `http://${name}.invalid`, typeDefs: parse(withLink({ typeDefs })) };
  });
  return composeSupergraph(definitions).kind === 'composed';
}
