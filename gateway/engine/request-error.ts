import { GraphQLError } from 'graphql';

/** The result of an operation that was not executed: it has errors and no data. */
export type RequestErrors = { readonly errors: readonly GraphQLError[] };

/** Creates the result of an operation that is refused before execution. */
export function requestError(message: string, code: string): RequestErrors {
  return { errors: [new GraphQLError(message, { extensions: { code } })] };
}
