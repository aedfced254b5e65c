import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { Kind, parse } from 'graphql';
import type { DefinitionNode, DocumentNode } from 'graphql';

/** What the gateway itself adds to every public schema. */
const DEFER = `
"""
Deliver the fragment after the rest of the response, in a result of its own. Over HTTP the request has to accept
\`multipart/mixed\`; otherwise, and wherever the fragment cannot be fetched by itself, it is delivered with the rest.
"""
directive @defer(
  """
  Whether to defer it.
  """
  if: Boolean! = true
  """
  Names the fragment in the results, where a document defers several.
  """
  label: String
) on FRAGMENT_SPREAD | INLINE_FRAGMENT
`;

/** The public schema of a supergraph: its types with their descriptions, nothing of the federation's machinery. */
export function publicSchemaOf(supergraph: DocumentNode): DocumentNode {
  const { definitions } = transformSupergraphToPublicSchema(supergraph);
  const own = parse(DEFER, { noLocation: true }).definitions;
  return { kind: Kind.DOCUMENT, definitions: [...own, ...definitions.filter(isServed)] };
}

/** Incremental delivery is the gateway's: what a supergraph says of it does not count. */
function isServed(definition: DefinitionNode): boolean {
  return (
    definition.kind !== Kind.DIRECTIVE_DEFINITION ||
    (definition.name.value !== 'defer' && definition.name.value !== 'stream')
  );
}
