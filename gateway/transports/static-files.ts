import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { send, type Exchange, type Route } from './exchange.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const PREFIX = '/sandbox/';

/** The file's path below the folder, undefined for what is no page of ours. */
function relativePath(path: string): string | undefined {
  if (path === '/' || path === PREFIX) return 'index.html';
  if (!path.startsWith(PREFIX)) return undefined;
  try {
    return normalize(decodeURIComponent(path.slice(PREFIX.length)));
  } catch {
    return undefined;
  }
}

async function findFile(directory: string, path: string): Promise<{ file: string; size: number } | undefined> {
  const relative = relativePath(path);
  if (relative === undefined || relative.includes('\0')) return undefined;
  const file = join(directory, relative);
  if (!file.startsWith(directory.endsWith(sep) ? directory : directory + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? { file, size: found.size } : undefined;
}

function notFound({ response, path }: Exchange): void {
  const hint = path === '/' ? ' The sandbox page is not built; the graph is at /graphql.' : '';
  send(response, 404, `Not found.${hint}`);
}

/** Serves the built sandbox page at `/` and its files below `/sandbox/`; everything else is not found. */
export function createStaticRoute(directory: string | undefined): Route {
  return async (exchange) => {
    const { request, response, path } = exchange;
    const found = directory === undefined ? undefined : await findFile(normalize(directory), path);
    if (found === undefined) return notFound(exchange);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(response, 405, 'Use GET.', { allow: 'GET, HEAD' });
    }
    const isPage = extname(found.file) === '.html';
    response.writeHead(200, {
      'content-type': contentTypes[extname(found.file)] ?? 'application/octet-stream',
      'content-length': found.size,
      // The build puts a hash into every other file's name.
      'cache-control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(found.file), response).catch(() => response.destroy());
  };
}
