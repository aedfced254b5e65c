import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { acceptedEncoding, type Encoding } from './compression.ts';
import { send, type Exchange, type Route } from '../exchange.ts';

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

/** The file's path below the folder; undefined when the URL is not a page of the gateway. */
function relativePath(path: string): string | undefined {
  if (path === '/' || path === PREFIX) return 'index.html';
  if (!path.startsWith(PREFIX)) return undefined;
  try {
    return normalize(decodeURIComponent(path.slice(PREFIX.length)));
  } catch {
    return undefined;
  }
}

interface FoundFile {
  /** The requested file. */
  readonly file: string;
  /** The file that is sent. */
  readonly sent: string;
  readonly size: number;
  readonly encoding: Encoding | undefined;
}

/** The extensions of the files that the build has compressed. */
const ENDINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

async function findFile(
  directory: string,
  path: string,
  encoding: Encoding | undefined,
): Promise<FoundFile | undefined> {
  const relative = relativePath(path);
  if (relative === undefined || relative.includes('\0')) return undefined;
  const file = join(directory, relative);
  if (!file.startsWith(directory.endsWith(sep) ? directory : directory + sep)) return undefined;
  if (Object.values(ENDINGS).includes(extname(file))) return undefined;
  const ways = encoding === undefined ? [undefined] : [encoding, undefined];
  for (const way of ways) {
    const sent = way === undefined ? file : `${file}${ENDINGS[way]}`;
    const found = await stat(sent).catch(() => undefined);
    if (found?.isFile() === true) return { file, sent, size: found.size, encoding: way };
  }
  return undefined;
}

function notFound({ response, path }: Exchange): void {
  const hint = path === '/' ? ' The sandbox page is not built; the graph is at /graphql.' : '';
  send(response, 404, `Not found.${hint}`);
}

/** Serves the built sandbox page at `/` and its files below `/sandbox/`; everything else is not found. */
export function createStaticRoute(directory: string | undefined): Route {
  return async (exchange) => {
    const { request, response, path } = exchange;
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    const found = directory === undefined ? undefined : await findFile(normalize(directory), path, encoding);
    if (found === undefined) return notFound(exchange);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(response, 405, 'Use GET.', { allow: 'GET, HEAD' });
    }
    const isPage = extname(found.file) === '.html';
    response.writeHead(200, {
      'content-type': contentTypes[extname(found.file)] ?? 'application/octet-stream',
      'content-length': found.size,
      ...(found.encoding === undefined ? {} : { 'content-encoding': found.encoding }),
      vary: 'Accept-Encoding',
      // The build puts a hash into the names of all other files.
      'cache-control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(found.sent), response).catch(() => response.destroy());
  };
}
