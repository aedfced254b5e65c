import { ownerOfNode } from './node-types.ts';
import type { ReferenceResolver } from './schema.ts';

/**
 * Those of some ids whose objects a subgraph has and the caller may see: what a reference to them would resolve.
 *
 * @param references of the subgraph
 */
export async function visibleNodes<Context>(
  references: Readonly<Record<string, ReferenceResolver<Context>>>,
  ids: readonly string[],
  context: Context,
): Promise<readonly string[]> {
  const found = await Promise.all(ids.map(async (id) => [id, await resolve(references, id, context)] as const));
  return found.filter(([, object]) => object !== null).map(([id]) => id);
}

async function resolve<Context>(
  references: Readonly<Record<string, ReferenceResolver<Context>>>,
  id: string,
  context: Context,
): Promise<unknown> {
  const type = ownerOfNode(id)?.type;
  const reference = type === undefined ? undefined : references[type];
  if (type === undefined || reference === undefined) return null;
  return (await reference({ __typename: type, id }, context)) ?? null;
}
