import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { Kind, parse, visit } from 'graphql';
import type { DefinitionNode, DirectiveDefinitionNode, DirectiveNode, DocumentNode } from 'graphql';
import { findInputDirectives } from './input-rules.ts';

const INACCESSIBLE = 'inaccessible';

/** What the gateway adds to every API schema. */
const DEFER = `
"""
Delivers the fragment after the rest of the response, in a result of its own. Over HTTP the request has to accept
\`multipart/mixed\`. Otherwise, and when the fragment cannot be fetched separately, it is delivered with the rest.
"""
directive @defer(
  """
  Whether to defer the fragment.
  """
  if: Boolean! = true
  """
  Identifies the fragment in the results when a document defers several.
  """
  label: String
) on FRAGMENT_SPREAD | INLINE_FRAGMENT
`;

/** The API schema of a supergraph: its types with their descriptions, without the federation directives and types. */
export function apiSchemaOf(supergraph: DocumentNode): DocumentNode {
  const { definitions } = transformSupergraphToPublicSchema(withoutInputRules(supergraph));
  const own = parse(DEFER, { noLocation: true }).definitions;
  return { kind: Kind.DOCUMENT, definitions: [...own, ...definitions.filter(isServed)] };
}

/**
 * The schema for the questions of subgraphs: the API schema, with what is inaccessible to clients.
 *
 * @returns undefined when nothing is inaccessible, so that the API schema says it all
 */
export function innerSchemaOf(supergraph: DocumentNode): DocumentNode | undefined {
  let isHiding = false;
  const accessible = visit(supergraph, {
    Directive({ name }) {
      if (name.value !== INACCESSIBLE) return undefined;
      isHiding = true;
      return null;
    },
  });
  return isHiding ? apiSchemaOf(accessible) : undefined;
}

/**
 * Removes the directives for inputs: the gateway applies them, and descriptions tell what they say. Other composed
 * directives remain.
 */
function withoutInputRules(supergraph: DocumentNode): DocumentNode {
  const directives = findInputDirectives(supergraph);
  if (directives === undefined) return supergraph;
  const ours: ReadonlySet<string> = new Set(Object.values(directives));
  const drop = ({ name }: DirectiveNode | DirectiveDefinitionNode): null | undefined =>
    ours.has(name.value) ? null : undefined;
  return visit(supergraph, { Directive: drop, DirectiveDefinition: drop });
}

/** Incremental delivery is up to the gateway, so a supergraph's own `@defer` and `@stream` do not count. */
function isServed(definition: DefinitionNode): boolean {
  return (
    definition.kind !== Kind.DIRECTIVE_DEFINITION ||
    (definition.name.value !== 'defer' && definition.name.value !== 'stream')
  );
}
