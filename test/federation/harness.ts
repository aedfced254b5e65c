import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createSourceEventStream, execute, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import { createEngine } from '../../gateway/engine/engine.ts';
import type {
  CompiledOperation,
  Engine,
  EngineOptions,
  IncrementalResult,
  OperationContext,
} from '../../gateway/engine/engine.ts';
import { HttpSubgraphClient } from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import { InProcessSubgraphClient } from '../../gateway/subgraph-clients/in-process-subgraph-client.ts';
import type {
  InProcessRequest,
  InProcessResult,
  InProcessSubgraph,
} from '../../gateway/subgraph-clients/in-process-subgraph-client.ts';
import type { SubgraphClient } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { composeSupergraph } from '../../gateway/supergraph/compose-supergraph.ts';
import { loadSupergraph } from '../../gateway/supergraph/supergraph.ts';
import type { Supergraph } from '../../gateway/supergraph/supergraph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@interfaceObject", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@override", "@tag"
])`;

type SubgraphModule = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type SubgraphResolvers = Extract<SubgraphModule, { typeDefs: unknown }> extends { resolvers?: infer Map } ? Map : never;
type ResolverMap = Record<string, Record<string, unknown>>;

/** A subgraph of a test graph: its schema without the federation link, and resolvers or a whole answer of its own. */
export interface TestSubgraph {
  readonly typeDefs: string;
  /** 1 leaves the federation link out. */
  readonly federation?: 1 | 2 | undefined;
  readonly resolvers?: ResolverMap;
  /** Answers in place of the resolvers: for subgraphs that misbehave. */
  readonly answer?: (request: InProcessRequest) => InProcessResult | Promise<InProcessResult>;
}

/** One request that a subgraph of the test graph got. */
export interface SeenRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export interface TestRequest {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

export interface TestGraphOptions extends Partial<Omit<EngineOptions, 'supergraph' | 'clients'>> {
  readonly transport?: 'in-process' | 'http';
  readonly timeoutMs?: number;
  /** Changes the supergraph as composed, for what composition does not let through. */
  readonly rewriteSupergraph?: (sdl: string) => string;
}

/** Composes subgraphs and serves them through the engine, in process or over HTTP on 127.0.0.1. */
export async function startGraph(
  subgraphs: Record<string, TestSubgraph>,
  options: TestGraphOptions = {},
): Promise<TestGraph> {
  const definitions = Object.entries(subgraphs).map(([name, subgraph]) => {
    return { name, url: `http://${name}.invalid`, typeDefs: parse(withLink(subgraph)) };
  });
  const composition = composeSupergraph(definitions);
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  const { rewriteSupergraph = (sdl: string) => sdl } = options;
  const supergraph = await loadSupergraph(rewriteSupergraph(composition.supergraphSdl));
  const seen: SeenRequest[] = [];
  const sent: string[] = [];
  const servers: Server[] = [];
  const clients = new Map<string, SubgraphClient>();
  for (const [name, subgraph] of Object.entries(subgraphs)) {
    const served = recorded(name, serveSubgraph(subgraph), seen);
    if (options.transport === 'http') {
      const server = await listen(served, sent);
      servers.push(server);
      const { port } = server.address() as AddressInfo;
      const timeout = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
      clients.set(name, new HttpSubgraphClient(`http://127.0.0.1:${port}/graphql`, timeout));
    } else {
      clients.set(name, new InProcessSubgraphClient(served, { timeoutMs: options.timeoutMs ?? 5_000 }));
    }
  }
  const engine = createEngine({ ...options, supergraph, clients });
  return new TestGraph({ engine, supergraph, seen, sent, servers });
}

interface TestGraphParts {
  readonly engine: Engine;
  readonly supergraph: Supergraph;
  readonly seen: SeenRequest[];
  readonly sent: readonly string[];
  readonly servers: readonly Server[];
}

export class TestGraph implements AsyncDisposable {
  readonly engine: Engine;
  readonly supergraph: Supergraph;
  /** What the subgraphs were asked, in order of arrival. */
  readonly seen: SeenRequest[];
  /** The bodies of the requests over HTTP, in order of arrival. */
  readonly sent: readonly string[];
  readonly #servers: readonly Server[];

  constructor({ engine, supergraph, seen, sent, servers }: TestGraphParts) {
    this.engine = engine;
    this.supergraph = supergraph;
    this.seen = seen;
    this.sent = sent;
    this.#servers = servers;
  }

  async prepare(source: string, operationName?: string): Promise<CompiledOperation> {
    const document = parse(source);
    const problems = validate(this.supergraph.apiSchema, document);
    if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'));
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('No such operation');
    return await this.engine.prepare({ document, source, operation, operationName });
  }

  /** Runs an operation; the result as a client would read it. */
  async run(source: string, request: TestRequest = {}): Promise<ExecutionResult> {
    const compiled = await this.prepare(source, request.operationName);
    return overTheWire(await this.engine.execute(compiled, contextOf(request)));
  }

  /** Runs an operation whose `@defer`s count; its results, one after the other, as a client would read them. */
  async results(source: string, request: TestRequest = {}): Promise<IncrementalResult[]> {
    const compiled = await this.prepare(source, request.operationName);
    const answer = await this.engine.executeIncrementally(compiled, contextOf(request));
    if (!(Symbol.asyncIterator in answer)) return [overTheWire({ ...answer, hasNext: false })];
    const results: IncrementalResult[] = [];
    for await (const result of answer) results.push(overTheWire(result));
    return results;
  }

  /** Runs an operation and expects no error. */
  async data(source: string, request: TestRequest = {}): Promise<unknown> {
    const { data, errors } = await this.run(source, request);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Starts a subscription that must start. */
  async stream(source: string, request: TestRequest = {}): Promise<AsyncIterableIterator<ExecutionResult>> {
    const compiled = await this.prepare(source, request.operationName);
    const started = await this.engine.subscribe(compiled, contextOf(request));
    if (!(Symbol.asyncIterator in started)) throw new Error(JSON.stringify(started));
    return started;
  }

  /** The subgraphs asked so far, in order. */
  get asked(): string[] {
    return this.seen.map(({ subgraph }) => subgraph);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.close();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  }
}

/** A subgraph's schema as it is composed and served. */
export function withLink({ typeDefs, federation }: Pick<TestSubgraph, 'typeDefs' | 'federation'>): string {
  return federation === 1 ? typeDefs : LINK + typeDefs;
}

export function overTheWire<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function contextOf(request: TestRequest): OperationContext {
  const headers = request.headers ?? {};
  const signal = request.signal ?? new AbortController().signal;
  return { variables: request.variables, headersFor: () => headers, signal };
}

function recorded(name: string, subgraph: InProcessSubgraph, seen: SeenRequest[]): InProcessSubgraph {
  const record = ({ query, variables }: InProcessRequest): void => {
    seen.push({ subgraph: name, query, variables });
  };
  return {
    execute(request) {
      record(request);
      return subgraph.execute(request);
    },
    subscribe(request) {
      record(request);
      return subgraph.subscribe(request);
    },
  };
}

function serveSubgraph({ resolvers, answer, ...schemaParts }: TestSubgraph): InProcessSubgraph {
  const module = { typeDefs: parse(withLink(schemaParts)), resolvers: (resolvers ?? {}) as SubgraphResolvers };
  const schema = buildSubgraphSchema([module]);
  const documents = new Map<string, DocumentNode>();
  const args = ({ query, variables, headers }: InProcessRequest) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return { schema, document, variableValues: variables, contextValue: { headers } };
  };
  return {
    async execute(request) {
      if (answer) return await answer(request);
      const problems = validate(schema, parse(request.query));
      if (problems.length > 0) return { errors: problems };
      return (await execute(args(request))) as InProcessResult;
    },
    async *subscribe(request) {
      const source = await createSourceEventStream(args(request));
      if (!(Symbol.asyncIterator in source)) {
        yield source as InProcessResult;
        return;
      }
      for await (const event of source) {
        yield (await execute({ ...args(request), rootValue: event })) as InProcessResult;
      }
    },
  };
}

async function listen(subgraph: InProcessSubgraph, sent: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    answerHttp({ subgraph, sent }, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

interface ServedSubgraph {
  readonly subgraph: InProcessSubgraph;
  readonly sent: string[];
}

async function answerHttp({ subgraph, sent }: ServedSubgraph, message: IncomingMessage, response: ServerResponse) {
  let body = '';
  for await (const chunk of message) body += String(chunk);
  sent.push(body);
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const ended = new AbortController();
  response.on('close', () => ended.abort());
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  const request = { query, variables, headers, signal: ended.signal };
  if (message.headers.accept !== 'text/event-stream') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await subgraph.execute(request)));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  const iterator = subgraph.subscribe(request)[Symbol.asyncIterator]();
  ended.signal.addEventListener('abort', () => void iterator.return?.());
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const hasRoom = response.write(`event: next\ndata: ${JSON.stringify(next.value)}\n\n`);
    if (!hasRoom) await once(response, 'drain', { signal: ended.signal });
  }
  response.end('event: complete\ndata:\n\n');
}
