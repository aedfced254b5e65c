import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import type { FormattedExecutionResult } from 'graphql';
import type { ContextClaims } from './principals.ts';

/** A generated operation: its text, which `toString` returns, with the types of its result and its variables. */
export interface Operation<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
}

/** An answer; `data` is for the test to read. */
export interface Answer<Data> {
  readonly data: Data;
  readonly errors: readonly { readonly message: string; readonly path?: unknown; readonly extensions?: object }[];
}

/** Runs an operation as a principal. */
export interface AskAs {
  /** For what no generated operation holds: entities, texts that a test puts together and variables that are wrong. */
  <Data>(text: string, variables: object, principal: ContextClaims): Promise<Answer<Data>>;
  <Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: NoInfer<Variables>,
    principal: ContextClaims,
  ): Promise<Answer<Result>>;
}

/** The answer that an execution gives, with no errors when it has none. */
export function toAnswer({ data, errors }: FormattedExecutionResult): Answer<never> {
  return { data: data as never, errors: errors ?? [] };
}
