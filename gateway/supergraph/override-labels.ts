import { isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { joinDirectives } from './join-directives.ts';

/** The labels of the progressive overrides of a supergraph. */
export interface OverrideLabels {
  readonly labels: readonly string[];
  /** The percentages of `percent(n)`. */
  readonly percentages: readonly number[];
}

/** The percentage of requests that a label stands for; undefined for a label that is active by name. */
export function percentageOf(label: string): number | undefined {
  const text = /^percent\((.+)\)$/.exec(label)?.[1];
  return text === undefined ? undefined : Number(text);
}

/**
 * Reads the labels of all progressive overrides.
 *
 * @param schema the supergraph's, with its directives
 */
export function overrideLabels(schema: GraphQLSchema): OverrideLabels {
  const found = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { astNode } of Object.values(type.getFields())) {
      for (const join of joinDirectives(astNode?.directives, 'join__field')) {
        const label = join.get('overrideLabel');
        if (label !== undefined) found.add(label);
      }
    }
  }
  const labels = [...found].filter((label) => percentageOf(label) === undefined);
  return { labels, percentages: [...found].flatMap((label) => percentageOf(label) ?? []) };
}
