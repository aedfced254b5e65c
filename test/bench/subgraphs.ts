/**
 * The subgraphs behind all gateways, one process: `node test/bench/subgraphs.ts <file for the supergraph>`.
 *
 * By default an answer is remembered by the request's body, so that the gateways are what is measured and not
 * graphql-js. With `EXECUTE=1` every request is executed. Documents are parsed once either way.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { composeBenchGraph } from './graph/compose.ts';
import { buildSubgraph, subgraphSdl, type SubgraphName } from './graph/subgraphs.ts';
import { reportReady } from './processes.ts';

const REMEMBERED = 5_000;
const counts = { requests: 0 };

interface Request {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
}

/** Answers request bodies for one schema. */
function createAnswerer(schema: GraphQLSchema): (body: string) => Promise<Buffer> {
  const documents = new Map<string, DocumentNode>();
  const answers = new Map<string, Buffer>();
  const executing = process.env['EXECUTE'] === '1';
  return async (body) => {
    const known = answers.get(body);
    if (known !== undefined) return known;
    const { query, operationName, variables } = JSON.parse(body) as Request;
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    documents.set(query, document);
    const result = await execute({ schema, document, operationName, variableValues: variables });
    const answer = Buffer.from(JSON.stringify(result));
    if (!executing && answers.size < REMEMBERED) answers.set(body, answer);
    return answer;
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function serve(name: SubgraphName): Promise<{ server: Server; url: string }> {
  const answer = createAnswerer(buildSubgraph(name));
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    if (request.method === 'GET') {
      response.end(String(counts.requests));
      return;
    }
    counts.requests += 1;
    void readBody(request)
      .then(answer)
      .then((body) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
        return response.end(body);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

const names = Object.keys(subgraphSdl) as SubgraphName[];
const running = await Promise.all(names.map(serve));
const urlOf = (name: SubgraphName): string => running[names.indexOf(name)]?.url ?? '';
await writeFile(process.argv[2] ?? 'supergraph.graphql', composeBenchGraph(urlOf));
reportReady(urlOf('users'), () => {
  for (const { server } of running) server.close().closeAllConnections();
});
