import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { Permission } from '../domain/permission.ts';

/** Nobody is signed in and the field needs somebody. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('Sign in first: this needs an access token.', { extensions: { code: 'UNAUTHENTICATED' } });
}

/** The signed-in user lacks a permission. */
export function forbidden(permission: Permission): GraphQLError {
  return new GraphQLError(`This needs the permission ${permission}; ask an administrator of your account for it.`, {
    extensions: { code: 'FORBIDDEN', permission },
  });
}

/** An argument that can't be served as written; `argument` names it. */
export function badUserInput(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument } });
}

/** The cursor of an event is none that this log has given. */
export function cursorUnknown(): GraphQLError {
  return new GraphQLError('This log never gave that cursor: subscribe from the beginning, without after.', {
    extensions: { code: 'CURSOR_UNKNOWN', argument: 'after' },
  });
}

/** Whether an error carries a code of its own, that is, was meant for the client. */
function isMeantForClient(error: GraphQLError): boolean {
  return error.extensions['code'] !== undefined || isRequestError(error);
}

/** What graphql-js says of a request: that a variable is not of its type, for example. */
function isRequestError({ originalError }: GraphQLError): boolean {
  return originalError === undefined || originalError === null || originalError instanceof GraphQLError;
}

/** What PostgreSQL says of texts that it can't keep, where they come in by another way than an argument. */
const UNSTORABLE: ReadonlyMap<unknown, string> = new Map([
  ['22021', 'A text holds the character NUL, which no text may hold.'],
  ['22P05', 'A text holds the character NUL, which no text may hold.'],
  ['54000', 'A text is longer than anything by which things are found.'],
]);

function unstorableText(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? UNSTORABLE.get(error.code) : undefined;
}

/**
 * Makes an execution error fit to leave the subgraph: one meant for the client passes,
 * a bug becomes INTERNAL_SERVER_ERROR with a reference, and is logged under it with its stack.
 */
export function presentError(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  if (isMeantForClient(error)) {
    return { ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT', ...error.extensions } };
  }
  const unstorable = unstorableText(error.originalError);
  if (unstorable !== undefined) {
    const { path } = error;
    return { message: unstorable, ...(path && { path }), extensions: { code: 'BAD_USER_INPUT' } };
  }
  const reference = randomUUID();
  logger.error({ reference, path: error.path, err: error.originalError }, 'resolver failed');
  return {
    message: `Something went wrong on our side. Quote the reference ${reference} to the service desk.`,
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
  };
}
