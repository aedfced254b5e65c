import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph } from './harness.ts';
import type { TestGraph, TestGraphOptions, TestSubgraph } from './harness.ts';

/** One operation of a case and the whole answer it must have. */
export interface ExpectedAnswer {
  /** What the operation shows; the title of its test. */
  readonly fact: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data: unknown;
  /** What each error must have, in any order; none means that there must be no errors. */
  readonly errors?: readonly { readonly path?: readonly (string | number)[]; readonly message?: string }[];
  /** The subgraphs that may be asked, in order, where the case is about that. */
  readonly asked?: readonly string[];
}

/** Runs the operations of a case against its subgraphs, in process and over HTTP. */
export function describeCase(
  title: string,
  subgraphs: Record<string, TestSubgraph>,
  answers: readonly ExpectedAnswer[],
  options: TestGraphOptions = {},
): void {
  describe.each(['in-process', 'http'] as const)(`${title}, %s,`, (transport) => {
    let graph: TestGraph | undefined;
    beforeAll(async () => {
      graph = await startGraph(subgraphs, { ...options, transport });
    });
    afterAll(async () => await graph?.[Symbol.asyncDispose]());

    it.each(answers)('$fact', async ({ query, variables, data, errors, asked }) => {
      if (!graph) throw new Error('The graph did not start');
      graph.seen.length = 0;
      const result = await graph.run(query, variables ? { variables } : {});
      expect(withoutUndefined(result)).toEqual({ data, ...(errors ? { errors: expect.anything() as unknown } : {}) });
      expect(result.errors ?? []).toHaveLength(errors?.length ?? 0);
      for (const error of errors ?? []) {
        expect(result.errors).toContainEqual(expect.objectContaining(error));
      }
      if (asked) expect(graph.asked).toEqual(asked);
    });
  });
}

function withoutUndefined({ data, errors }: ExecutionResult): ExecutionResult {
  return errors ? { data, errors } : { data };
}
