import { composeServices } from '@theguild/federation-composition';
import { parse, print } from 'graphql';
import { apiSchemaOf } from './api-schema.ts';
import { restoreExternalInterfaceFields } from './external-interface-fields.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

export type { SubgraphDefinition } from './subgraph-definition.ts';

export type Composition =
  | { readonly kind: 'composed'; readonly supergraphSdl: string; readonly apiSdl: string }
  | { readonly kind: 'failed'; readonly errors: readonly string[] };

/**
 * Composes subgraphs into a supergraph and its API schema.
 *
 * @returns both as SDL, or every composition error as one line of text
 */
export function composeSupergraph(services: readonly SubgraphDefinition[]): Composition {
  const result = composeServices(services.map((service) => ({ ...service })));
  if (result.errors) return { kind: 'failed', errors: result.errors.map((error) => oneLine(error.message)) };
  const supergraphSdl = restoreExternalInterfaceFields(`${result.supergraphSdl.trimEnd()}\n`, services);
  return { kind: 'composed', supergraphSdl, apiSdl: apiSdlOf(supergraphSdl) };
}

/**
 * The API schema of a supergraph as SDL: its types with their descriptions, without the federation directives and
 * types.
 */
export function apiSdlOf(supergraphSdl: string): string {
  return `${print(apiSchemaOf(parse(supergraphSdl))).trimEnd()}\n`;
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim();
}
