import { isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { joinDirectives } from './join-directives.ts';

/** What the progressive overrides of a supergraph depend on. */
export interface OverrideLabels {
  readonly labels: readonly string[];
  /** The percentages of `percent(n)`. */
  readonly percentages: readonly number[];
}

/** The share of requests that a label stands for; nothing for a label that is switched by name. */
export function percentageOf(label: string): number | undefined {
  const text = /^percent\((.+)\)$/.exec(label)?.[1];
  return text === undefined ? undefined : Number(text);
}

/** @param schema of the supergraph, with its directives */
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
