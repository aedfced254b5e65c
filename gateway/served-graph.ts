import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { createEngine, type Engine } from './engine/engine.ts';
import type { FairTurns } from './fair-turns.ts';
import type { DocumentLimits } from './operation/documents/document-limits.ts';
import { DocumentReader } from './operation/documents/document-reader.ts';
import { DocumentStore } from './operation/documents/document-store.ts';
import type { ResultStream } from './operation/requests/result-stream.ts';
import type { SubgraphClient } from './subgraph-clients/subgraph-client.ts';
import { loadSupergraph, SupergraphError, type Supergraph, type SupergraphMember } from './supergraph/supergraph.ts';

/** A prepared operation starts in the same turn of the event loop; this is far longer. */
const GRACE_MS = 200;

/** A supergraph and the clients of its subgraphs. */
export interface GraphSource {
  readonly supergraphSdl: string;
  /**
   * The client of every subgraph by its name, or a function that creates the clients from the supergraph's subgraphs.
   * The gateway closes them when the graph is no longer served.
   */
  readonly clients:
    | ReadonlyMap<string, SubgraphClient>
    | ((members: readonly SupergraphMember[]) => ReadonlyMap<string, SubgraphClient>);
}

/** The settings of every graph of a gateway. */
export interface GraphSettings {
  readonly documentLimits: DocumentLimits;
  /** Bytes of the heap that the plans of one graph may take; its documents get a quarter more. */
  readonly planCacheBytes: number;
  /** How many subscription events may be completed at the same time; many by default. */
  readonly eventsAtOnce?: number;
  /** The turns for checking and planning new operations, which give callers equal shares of time. */
  readonly planningTurns: FairTurns;
}

/** A document takes less than a quarter of the memory of its plan. */
const DOCUMENTS_PART = 4;

interface Retirement {
  /** How long subscriptions may continue. */
  readonly drainMs: number;
  /** Called once, when the graph is no longer in use. */
  readonly onUnused: () => void;
}

/** A graph as callers of one kind see it: the schema that is theirs, and the documents and plans that are valid in it. */
export interface GraphView {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentStore;
  /** Reads documents for callers that take turns. */
  readonly reader: DocumentReader;
  readonly engine: Engine;
}

/** One supergraph while it is served: what its operations share, and whether it is still in use. */
export class ServedGraph {
  /** The view of clients: without what is inaccessible. */
  readonly forClients: GraphView;
  /** The view of subgraphs that ask on behalf of a caller; that of clients when nothing is inaccessible. */
  readonly forSubgraphs: GraphView;
  /**
   * The fields for callers that are not signed in; undefined when the supergraph leaves the decision to its subgraphs.
   */
  readonly openFields: ReadonlySet<string> | undefined;
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly #streams = new Set<ResultStream>();
  #running = 0;
  #retirement: Retirement | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(supergraph: Supergraph, clients: ReadonlyMap<string, SubgraphClient>, settings: GraphSettings) {
    const { apiSchema, innerSchema } = supergraph;
    this.openFields = supergraph.inputRules?.openFields;
    this.clients = clients;
    this.forClients = createView(supergraph, clients, settings);
    this.forSubgraphs =
      innerSchema === apiSchema
        ? this.forClients
        : createView({ ...supergraph, apiSchema: innerSchema }, clients, ofSubgraphs(settings));
  }

  get subgraphs(): readonly string[] {
    return [...this.clients.keys()];
  }

  /** Runs work that needs the graph to stay open. */
  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#checkUse();
    }
  }

  /** Keeps the graph open for a subscription until `removeStream` is called or the time to drain is over. */
  addStream(stream: ResultStream): void {
    this.#streams.add(stream);
  }

  removeStream(stream: ResultStream): void {
    if (this.#streams.delete(stream)) this.#checkUse();
  }

  /** Called when another graph takes over. Requests under way end in their own time, subscriptions in a limited one. */
  retire(retirement: Retirement): void {
    this.#retirement = retirement;
    this.#later(retirement.drainMs, () => {
      for (const stream of this.#streams) stream.endWith(resumeElsewhere());
    });
    this.#checkUse();
  }

  /** Closes the engine and the clients, whatever is under way. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#retirement = undefined;
    // Both views share the clients.
    await this.forClients.engine.close();
  }

  #checkUse(): void {
    if (this.#retirement === undefined || this.#isUsed) return;
    this.#later(GRACE_MS, () => {
      if (this.#isUsed) return;
      const { onUnused } = this.#retirement ?? {};
      this.#retirement = undefined;
      onUnused?.();
    });
  }

  get #isUsed(): boolean {
    return this.#running > 0 || this.#streams.size > 0;
  }

  #later(delayMs: number, action: () => void): void {
    this.#timers.push(setTimeout(action, delayMs));
  }
}

function createView(
  supergraph: Supergraph,
  clients: ServedGraph['clients'],
  { documentLimits, planCacheBytes, planningTurns, eventsAtOnce }: GraphSettings,
): GraphView {
  const { apiSchema: schema, inputRules } = supergraph;
  const maxBytes = planCacheBytes / DOCUMENTS_PART;
  const documents = new DocumentStore(schema, documentLimits, { maxBytes, inputRules });
  return {
    schema,
    documents,
    reader: new DocumentReader(documents, planningTurns),
    engine: createEngine({ supergraph, clients, planCacheBytes, planningTurns, eventsAtOnce }),
  };
}

/** Subgraphs ask few different questions. */
const PART_OF_SUBGRAPHS = 8;

function ofSubgraphs(settings: GraphSettings): GraphSettings {
  return { ...settings, planCacheBytes: settings.planCacheBytes / PART_OF_SUBGRAPHS };
}

/**
 * Prepares a supergraph to be served. Throws a one-line `SupergraphError` when that is not possible, or whatever
 * creating the clients throws.
 */
export async function openGraph(
  { supergraphSdl, clients }: GraphSource,
  settings: GraphSettings,
): Promise<ServedGraph> {
  const supergraph = await usable(() => loadSupergraph(supergraphSdl));
  await nextTurn();
  const connected = typeof clients === 'function' ? clients(supergraph.subgraphs) : clients;
  try {
    return await usable(() => new ServedGraph(supergraph, connected, settings));
  } catch (error) {
    if (typeof clients === 'function') await Promise.all([...connected.values()].map((client) => client.close()));
    throw error;
  }
}

/** Libraries report faults of a supergraph in different ways; all of them become a `SupergraphError`. */
async function usable<Result>(read: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new SupergraphError(text.replaceAll(/\s+/g, ' ').trim(), { cause: error });
  }
}

/** The last result of a subscription whose graph was replaced; the client can subscribe to the new graph. */
function resumeElsewhere(): ExecutionResult {
  const message = 'The graph was replaced: subscribe again and resume from the last cursor.';
  return { errors: [new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_RESUME' } })] };
}
