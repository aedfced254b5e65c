import { Kind } from 'graphql';
import type { SelectionNode } from 'graphql';
import type { FieldSource } from '../../../supergraph/subgraph-capabilities.ts';

/** Whether a field is among the fields that a `@provides` around it names. */
export function isProvided(name: string, provided: readonly SelectionNode[]): boolean {
  return provided.some((one) => one.kind === Kind.FIELD && one.name.value === name);
}

/** The fields that are provided below a field: by the `@provides` around it and by its own. */
export function providedBelow(
  providedAround: readonly SelectionNode[],
  name: string,
  { provides }: FieldSource,
): SelectionNode[] {
  const inner = providedAround.flatMap((one) => {
    return one.kind === Kind.FIELD && one.name.value === name ? (one.selectionSet?.selections ?? []) : [];
  });
  return [...inner, ...(provides?.selections ?? [])];
}
