import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Health } from './health.ts';

/** Where a server listens; port 0 is any free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** A server that answers questions for a process's health and nothing else. */
export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the health of a process that answers nothing else. Rejects when the port can't be opened. */
export async function serveHealth(health: Pick<Health, 'report'>, address: ListenAddress): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    void answerHealth(pathname, response, health);
  });
  const url = await listen(server, address);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Answers `/health/live`, which says that the process turns, and `/health/ready`, which says what it found when it last
 * looked at what it lives on: 503 when it can't serve.
 */
export async function answerHealth(
  path: string,
  response: ServerResponse,
  health: Pick<Health, 'report'>,
): Promise<void> {
  if (path === '/health/live') return sendJson(response, 200, { status: 'live' });
  if (path !== '/health/ready') return sendJson(response, 404, { error: 'not found' });
  const report = await health.report();
  return sendJson(response, report.status === 'not ready' ? 503 : 200, report);
}

/** Sends an answer as JSON. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Opens the port of a server; answers the address. Rejects when it can't be opened. */
export function listen(server: Server, { host, port }: ListenAddress): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      resolve(`http://${host}:${typeof bound === 'object' && bound !== null ? bound.port : port}`);
    });
  });
}
