import type { IncomingMessage, ServerResponse } from 'node:http';
import { send, type Exchange } from '../exchange.ts';

/** The largest request body and the largest WebSocket message, in bytes. */
export const MAX_REQUEST_BYTES = 1_048_576;

/**
 * Bytes of a refused body that are still read, so that the client can read the refusal before the connection closes.
 */
const MAX_DISCARDED_BYTES = 16 * MAX_REQUEST_BYTES;

function refuseTooLarge(request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify({ errors: [{ message: `The body is larger than ${MAX_REQUEST_BYTES} bytes.` }] });
  response.writeHead(413, {
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.write(body);
  let discarded = 0;
  const finish = (): void => void response.end();
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > MAX_DISCARDED_BYTES) finish();
  });
  request.once('end', finish);
  request.once('error', finish);
}

async function collect(request: IncomingMessage): Promise<string | undefined> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_REQUEST_BYTES) {
        request.removeAllListeners('data').removeAllListeners('end');
        resolve(undefined);
      }
      chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks, size).toString('utf8')));
    request.once('error', reject);
  });
}

/**
 * Reads the body of a POST request as text; other methods have none. If the body is refused, the refusal is sent and
 * undefined is returned: 413 above one megabyte, and 415 for a compressed body, whose size would be known too late.
 */
export async function readBody({ request, response }: Exchange): Promise<string | undefined> {
  if (request.method !== 'POST') return '';
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    send(response, 415, 'Send the body uncompressed.', { 'accept-encoding': 'identity', connection: 'close' });
    return undefined;
  }
  const declared = Number(request.headers['content-length'] ?? 0);
  const body = declared > MAX_REQUEST_BYTES ? undefined : await collect(request);
  if (body === undefined) refuseTooLarge(request, response);
  return body;
}
