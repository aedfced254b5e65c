import {
  createSourceEventStream,
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Logger } from 'pino';
import { scopeOf } from '../domain/access.ts';
import { presentError } from '../graphql/errors.ts';
import { EventTurns } from './event-turns.ts';
import { KeptDocuments } from './kept-documents.ts';
import type { Principal } from '../domain/principal.ts';
import { readRequestId } from './request-id.ts';
import { PageContexts } from './page-contexts.ts';
import { resolvePages } from './resolve-pages.ts';
import type { ReadSignedContext } from './signed-context.ts';

/** A request as it reaches a subgraph, over HTTP or within the process. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** The gateway's signed context, as in its header. */
  readonly contextToken: string | undefined;
  /** Of the client's request, as the gateway logs it; it comes with mutations. */
  readonly requestId?: string | undefined;
}

/** What a context is made for: one operation, or events of a subscription. */
export interface ContextRequest {
  readonly principal: Principal;
  /** The signed context itself, for asking the graph on behalf of the caller. */
  readonly contextToken: string;
  /** Of the client's request, as the gateway logs it; undefined where it has none, or not said so. */
  readonly requestId?: string | undefined;
}

/**
 * Makes a context.
 *
 * @param beside the context of somebody who may see the same, whose batches the new one may join
 */
export type CreateContext<Context extends object> = (request: ContextRequest, beside?: Context) => Context;

export interface SubgraphExecutor {
  execute(request: SubgraphRequest): Promise<FormattedExecutionResult>;
  /** A stream with one result per event, or one result when it could not start. */
  subscribe(
    request: SubgraphRequest,
  ): Promise<AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult>;
}

interface ExecutorParts<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly readContext: ReadSignedContext;
  readonly createContext: CreateContext<Context>;
  readonly logger: Logger;
  /** How many turns of subscriptions are worked on at the same time. */
  readonly turnsAtOnce: number;
}

/**
 * Runs operations on a subgraph's schema, each with the caller's principal, a fresh entity manager and fresh loaders. The
 * source of a subscription gives pages of events; those who may see the same resolve a page with the same loaders.
 */
export function createExecutor<Context extends object>(parts: ExecutorParts<Context>): SubgraphExecutor {
  const { schema, readContext, createContext, logger } = parts;
  const read = createDocumentReader(schema);
  const turns = new EventTurns(parts.turnsAtOnce);
  const contexts = new PageContexts<Context>();

  const present = (errors: readonly GraphQLError[] | undefined) =>
    errors === undefined ? {} : { errors: errors.map((error) => presentError(error, logger)) };

  const run = async (args: ExecutionArgs): Promise<FormattedExecutionResult> => {
    const { data, errors } = await execute(args);
    return { data: data ?? null, ...present(errors) };
  };

  const prepare = async (request: SubgraphRequest) => {
    const { contextToken = '' } = request;
    const principal = await readContext(contextToken);
    const document = read(request.query);
    if (!('kind' in document)) return { errors: document.map((error) => error.toJSON()) };
    const contextRequest = { principal, contextToken, requestId: readRequestId(request.requestId) };
    const { variables: variableValues, operationName } = request;
    return { args: { schema, document, variableValues, operationName }, contextRequest };
  };

  return {
    async execute(request) {
      try {
        const prepared = await prepare(request);
        if (prepared.errors !== undefined) return { errors: prepared.errors };
        return await run({ ...prepared.args, contextValue: createContext(prepared.contextRequest) });
      } catch (error) {
        return present([toGraphQLError(error)]);
      }
    },

    async subscribe(request) {
      try {
        const prepared = await prepare(request);
        if (prepared.errors !== undefined) return { errors: prepared.errors };
        const { args, contextRequest } = prepared;
        const source = await createSourceEventStream({ ...args, contextValue: createContext(contextRequest) });
        if (!(Symbol.asyncIterator in source)) return present(source.errors);
        const { principal } = contextRequest;
        const [account, scope] = [nameOf(principal), scopeOf(principal)];
        return resolvePages(source, () => {
          const cameAt = contexts.arrive();
          return (events) =>
            turns.run(account, () => {
              const shared = contexts.of(scope, cameAt, () => createContext(contextRequest));
              const contextValue = createContext(contextRequest, shared);
              return Promise.all(events.map((rootValue) => run({ ...args, rootValue, contextValue })));
            });
        });
      } catch (error) {
        return present([toGraphQLError(error)]);
      }
    },
  };
}

/** Parses and validates documents and keeps those that passed: without positions, which take more than all the rest. */
function createDocumentReader(schema: GraphQLSchema): (query: string) => DocumentNode | readonly GraphQLError[] {
  const documents = new KeptDocuments('bare');
  return (query) => {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    // Errors hold the nodes they are about, and in those the positions: whoever gets them needs these.
    const errors = validate(schema, document).length > 0 ? validate(schema, parse(query)) : [];
    if (errors.length > 0) return errors;
    documents.keep(query, document);
    return document;
  };
}

/** Equal for all whose streams share in one share of the time. */
function nameOf(principal: Principal): string {
  return principal.kind === 'anonymous' ? `from ${principal.clientAddress}` : principal.accountId;
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
