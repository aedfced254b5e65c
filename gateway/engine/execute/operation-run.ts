import type { GraphQLError } from 'graphql';
import type { FairTurns } from '../../fair-turns.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import type { CompiledEntityFetch, CompiledFetch } from '../compile/compiled-plan.ts';
import type { DataObject, ResponsePath, Variables } from '../compile/data.ts';
import { MAX_ERRORS } from '../compile/projection/projection-context.ts';
import type { TypeRelations } from '../compile/type-relations.ts';
import type { OperationContext } from '../operation-types.ts';
import { clientResponseName } from '../plan/selections/response-names.ts';
import type { InFlightQueries } from './in-flight.ts';

/** What all runs of one engine share. */
export interface EngineResources {
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly inFlight: InFlightQueries;
  readonly relations: TypeRelations;
  /** The turns in which further fetches complete the events of subscriptions. */
  readonly eventTurns: FairTurns;
  /** The serialized headers, for callers that pass the same object with every request of a principal. */
  readonly headerTexts: WeakMap<Readonly<Record<string, string>>, string>;
}

/** One execution of an operation: the data merged so far, the errors, and the requests under way. */
export class OperationRun {
  readonly resources: EngineResources;
  readonly context: OperationContext;
  readonly variables: Variables;
  readonly data: DataObject = {};
  readonly errors: GraphQLError[] = [];
  /** The response paths where a subgraph answered null because of an error. */
  readonly nulledPaths: ResponsePath[] = [];
  /** Set when the root of a mutation became null: the remaining fields are not executed. */
  stopped = false;
  /** One callback per request; it does nothing once the request is over. */
  readonly #releases: (() => void)[] = [];
  #headers: Map<string, { readonly headers: Readonly<Record<string, string>>; readonly text: string }> | undefined;

  constructor(resources: EngineResources, context: OperationContext, variables: Variables) {
    this.resources = resources;
    this.context = context;
    this.variables = variables;
  }

  /** @param nulledPath where the subgraph's data is null because of the error */
  addError(error: GraphQLError, nulledPath?: ResponsePath): void {
    if (this.errors.length >= MAX_ERRORS) return;
    this.errors.push(error);
    if (nulledPath) this.nulledPaths.push(nulledPath.map(clientResponseName));
  }

  /**
   * Sends one fetch. A query joins an equal one in flight; a mutation never does.
   *
   * @throws {SubgraphFailure} or whatever else the client throws
   */
  send(fetch: CompiledFetch | CompiledEntityFetch, representations: string): Promise<SubgraphResponse> {
    const client = this.clientFor(fetch.subgraph);
    const request = this.requestFor(fetch, representations);
    if (fetch.operationKind !== 'query') return client.execute({ ...request, signal: this.context.signal });
    const key = `${fetch.subgraph}\n${this.#headersOf(fetch.subgraph).text}\n${request.variablesJson}\n${fetch.query}`;
    const { response, leave } = this.resources.inFlight.join(key, client, request);
    this.#releases.push(leave);
    return response;
  }

  clientFor(subgraph: string): SubgraphClient {
    const client = this.resources.clients.get(subgraph);
    if (!client) throw new SubgraphFailure('unavailable', `No client for the subgraph "${subgraph}"`);
    return client;
  }

  /** Cancels the requests that only this run waits for. */
  cancelRequests(): void {
    for (const leave of this.#releases.splice(0)) leave();
  }

  requestFor(fetch: CompiledFetch | CompiledEntityFetch, representations: string): Omit<SubgraphRequest, 'signal'> {
    return {
      query: fetch.query,
      bodyPrefix: fetch.bodyPrefix,
      variablesJson: variablesText(fetch.variables, this.variables, representations),
      operationKind: fetch.operationKind,
      headers: this.#headersOf(fetch.subgraph).headers,
    };
  }

  #headersOf(subgraph: string) {
    this.#headers ??= new Map();
    let entry = this.#headers.get(subgraph);
    if (!entry) {
      const headers = this.context.headersFor(subgraph);
      entry = { headers, text: this.#textOf(headers) };
      this.#headers.set(subgraph, entry);
    }
    return entry;
  }

  #textOf(headers: Readonly<Record<string, string>>): string {
    let text = this.resources.headerTexts.get(headers);
    if (text === undefined) {
      text = JSON.stringify(Object.entries(headers).sort(byName));
      this.resources.headerTexts.set(headers, text);
    }
    return text;
  }
}

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}

function variablesText(names: readonly string[], values: Variables, representations: string): string {
  let text = representations;
  for (const name of names) {
    // A variable may have a name that every object inherits: `constructor`.
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  return `{${text}}`;
}
