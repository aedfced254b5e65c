import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isOutage } from '../database/outage.ts';
import type { Permission } from '../domain/permission.ts';

/** The field needs a signed-in caller, and there is none. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('Sign in first: this needs an access token.', { extensions: { code: 'UNAUTHENTICATED' } });
}

/** The signed-in user lacks a permission. */
export function forbidden(permission: Permission): GraphQLError {
  return new GraphQLError(`This needs the permission ${permission}; ask an administrator of your account for it.`, {
    extensions: { code: 'FORBIDDEN', permission },
  });
}

/** An argument is not usable as it is; `argument` names it. */
export function badUserInput(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument } });
}

/** The cursor of an event was not given by this log. */
export function cursorUnknown(): GraphQLError {
  return new GraphQLError('This cursor does not belong to this log. Leave out `after` to start from the beginning.', {
    extensions: { code: 'CURSOR_UNKNOWN', argument: 'after' },
  });
}

/** Whether an error is meant for the client: it then has a code of its own. */
function isMeantForClient(error: GraphQLError): boolean {
  return error.extensions['code'] !== undefined || isRequestError(error);
}

/** Whether graphql-js itself refused the request, for example because a variable is not of its type. */
function isRequestError({ originalError }: GraphQLError): boolean {
  return originalError === undefined || originalError === null || originalError instanceof GraphQLError;
}

/** Messages for PostgreSQL's error codes about texts it cannot store, which arrive in other ways than as arguments. */
const UNSTORABLE: ReadonlyMap<unknown, string> = new Map([
  ['22021', 'A text contains the character NUL, which is not allowed.'],
  ['22P05', 'A text contains the character NUL, which is not allowed.'],
  ['54000', 'A text is too long to search for.'],
]);

function unstorableText(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? UNSTORABLE.get(error.code) : undefined;
}

/**
 * Prepares an execution error for leaving the subgraph. An error that is meant for the client passes. When the database or
 * another part is away it is SUBGRAPH_UNAVAILABLE. A bug becomes INTERNAL_SERVER_ERROR with a reference, and is logged under
 * that reference with its stack.
 */
export function presentError(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  if (isMeantForClient(error)) {
    return { ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT', ...error.extensions } };
  }
  const where = error.path === undefined ? {} : { path: error.path };
  if (isOutage(error.originalError)) {
    logger.warn({ path: error.path, reason: String(error.originalError) }, 'a resolver could not reach what it needs');
    const message = 'A part of the platform cannot be reached at the moment. Try again in a few seconds.';
    return { message, ...where, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  }
  const unstorable = unstorableText(error.originalError);
  if (unstorable !== undefined) {
    return { message: unstorable, ...where, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const reference = randomUUID();
  logger.error({ reference, path: error.path, err: error.originalError }, 'resolver failed');
  return {
    message: `Something went wrong on our side. Quote the reference ${reference} to the service desk.`,
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
  };
}
