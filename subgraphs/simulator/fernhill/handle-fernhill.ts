import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OrderBook, OrderedLine, TakenOrder } from './order-book.ts';

/** Below this path the simulator plays Fernhill Software, a vendor that takes orders by the platform's own protocol. */
export const FERNHILL_PATH = '/fernhill/v1';

/** What the second vendor works with. */
export interface FernhillSide {
  readonly book: OrderBook;
  readonly token: string;
  readonly nowMs: () => number;
  /** How long it takes to set up what was ordered. */
  readonly workMs: number;
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

const MAX_BODY_BYTES = 1_000_000;
const ORDER_PATH = /^\/fernhill\/v1\/orders\/([A-Za-z0-9-]{1,64})$/;

/** Answers one request of the protocol in docs/vendors.md. Never rejects. */
export async function handleFernhill(
  side: FernhillSide,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await replyTo(side, request).catch(() => refused(503, 'unavailable', 'Fernhill is not available.'));
  if (reply === 'lost') {
    request.socket.destroy();
    return;
  }
  response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(reply.body));
}

const refused = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });

async function replyTo(side: FernhillSide, request: IncomingMessage): Promise<Reply | 'lost'> {
  const text = await readBody(request);
  if (request.headers.authorization !== `Bearer ${side.token}`) {
    return refused(401, 'unknown-caller', 'The token is not valid.');
  }
  const requestId = ORDER_PATH.exec(request.url ?? '')?.[1];
  if (requestId === undefined) return refused(404, 'not-found', 'There is no such resource.');
  const known = side.book.find(requestId);
  if (request.method === 'GET') {
    return known === undefined
      ? refused(404, 'not-found', 'There is no such order.')
      : { status: 200, body: shown(side, known) };
  }
  if (request.method !== 'PUT') return refused(405, 'not-allowed', 'An order can be put and read.');
  return text === undefined ? refused(413, 'too-large', 'The order is too large.') : putOrder(side, requestId, text);
}

function putOrder(side: FernhillSide, requestId: string, body: string): Reply | 'lost' {
  const known = side.book.find(requestId);
  if (known !== undefined) {
    if (known.body === body) return { status: 200, body: shown(side, known) };
    return refused(409, 'other-order', 'Another order has this id.');
  }
  const lines = readLines(body);
  if (lines === undefined) return refused(400, 'malformed', 'An order must have lines with a reference and a product.');
  if (isScripted(lines, 'refuse')) return refused(422, 'not-served', 'Fernhill does not serve this customer.');
  const taken = side.book.take({ requestId, takenAtMs: side.nowMs(), body, lines });
  return isScripted(lines, 'lose') ? 'lost' : { status: 201, body: shown(side, taken) };
}

/** The order as it is now: after half of the time the service stands, after all of it the administrator is invited. */
function shown({ nowMs, workMs }: FernhillSide, { orderId, takenAtMs, lines }: TakenOrder): object {
  return {
    id: orderId,
    lines: lines.map((line, index) => {
      const { reference, product } = line;
      const share = (nowMs() - takenAtMs) / (isScripted([line], 'slow') ? 10 * workMs : workMs);
      if (share < 0.5) return { reference, state: 'WORKING', message: `Fernhill sets up ${product}.` };
      if (isScripted([line], 'fail')) return { reference, state: 'FAILED', message: 'The address is reserved.' };
      if (share < 1) return { reference, state: 'WORKING', message: 'Fernhill invites the administrator.' };
      return { reference, state: 'ACTIVE', subscription: `${orderId}-${index + 1}` };
    }),
  };
}

/** Whether a parameter asks for an outcome by a word in its value. */
function isScripted(lines: readonly OrderedLine[], word: string): boolean {
  return lines.some(({ parameters }) => Object.values(parameters).some((value) => value.includes(word)));
}

function readLines(body: string): readonly OrderedLine[] | undefined {
  try {
    const { lines } = JSON.parse(body) as { readonly lines?: readonly Partial<OrderedLine>[] };
    const read = (lines ?? []).map(({ reference, product, quantity = 0, term = null, parameters = {} }) =>
      reference === undefined || product === undefined ? undefined : { reference, product, quantity, term, parameters },
    );
    return read.length > 0 && read.every((line) => line !== undefined) ? read : undefined;
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}
