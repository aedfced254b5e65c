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

/** One supergraph while it is served: what its operations share, and whether it is still in use. */
export class ServedGraph {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentStore;
  /**
   * The fields for callers that are not signed in; undefined when the supergraph leaves the decision to its subgraphs.
   */
  readonly openFields: ReadonlySet<string> | undefined;
  /** Reads documents for callers that take turns. */
  readonly reader: DocumentReader;
  readonly engine: Engine;
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly #streams = new Set<ResultStream>();
  #running = 0;
  #retirement: Retirement | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(supergraph: Supergraph, clients: ReadonlyMap<string, SubgraphClient>, settings: GraphSettings) {
    const { documentLimits, planCacheBytes, planningTurns, eventsAtOnce } = settings;
    this.schema = supergraph.apiSchema;
    const { inputRules } = supergraph;
    const maxBytes = planCacheBytes / DOCUMENTS_PART;
    this.documents = new DocumentStore(supergraph.apiSchema, documentLimits, { maxBytes, inputRules });
    this.openFields = inputRules?.openFields;
    this.reader = new DocumentReader(this.documents, planningTurns);
    this.clients = clients;
    this.engine = createEngine({ supergraph, clients, planCacheBytes, planningTurns, eventsAtOnce });
  }

  get subgraphs(): readonly string[] {
    return [...this.clients.keys()];
  }

  /** Runs work that needs the graph to stay open. */
  async use<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await work(this.engine);
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
    await this.engine.close();
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
