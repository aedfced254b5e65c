import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** A line of an order as it was sent. */
export interface OrderedLine {
  readonly reference: string;
  readonly product: string;
  readonly quantity: number;
  readonly term: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An order that was taken. */
export interface TakenOrder {
  /** The id under which it was sent. */
  readonly requestId: string;
  readonly orderId: string;
  readonly takenAtMs: number;
  /** The whole of what was sent: the same id with anything else is refused. */
  readonly body: string;
  readonly lines: readonly OrderedLine[];
}

/** The orders that Fernhill has taken. */
export interface OrderBook {
  find(requestId: string): TakenOrder | undefined;
  /** Takes an order, which is in the file when this returns. */
  take(order: Omit<TakenOrder, 'orderId'>): TakenOrder;
}

/** Opens the book in a file of JSON lines. A line that an interrupted write left incomplete was never answered: it is cut off. */
export function openOrderBook(path: string): OrderBook {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const orders = new Map<string, TakenOrder>();
  for (const line of whole.split('\n').slice(0, -1)) {
    const order = JSON.parse(line) as TakenOrder;
    orders.set(order.requestId, order);
  }
  return {
    find: (requestId) => orders.get(requestId),
    take(order) {
      const taken: TakenOrder = { ...order, orderId: `FH-${String(orders.size + 1).padStart(6, '0')}` };
      appendFileSync(path, `${JSON.stringify(taken)}\n`);
      orders.set(taken.requestId, taken);
      return taken;
    },
  };
}
