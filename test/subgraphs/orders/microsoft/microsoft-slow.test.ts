import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { createMicrosoftConnector } from '../../../../subgraphs/orders/connectors/microsoft/microsoft-connector.ts';
import type { FulfilmentLine, FulfilmentOrder } from '../../../../subgraphs/orders/connectors/vendor-connector.ts';
import type { LookedUp, Wait } from '../../../../subgraphs/orders/rules/fulfilment/vendor-outcome.ts';
import { FROZEN_NOW, startMicrosoft, vendorOrder, type MicrosoftUnderTest } from './microsoft-orders.ts';

const LINES = 100;

function linesOf(order: FulfilmentOrder, count: number): readonly FulfilmentLine[] {
  const [line] = order.lines;
  if (line === undefined) throw new Error('The order has no line');
  return Array.from({ length: count }, (_, index) => ({ ...line, lineId: `line_${index}`, quantity: index + 1 }));
}

/** An order of a hundred lines that the vendor has fulfilled. */
async function fulfilledOrder({ simulator, connector }: MicrosoftUnderTest, name: string): Promise<FulfilmentOrder> {
  const { signal } = new AbortController();
  const placed = { ...vendorOrder(name), lines: linesOf(vendorOrder(name), LINES) };
  const prepared = await connector.prepare(placed, signal);
  if (prepared.kind !== 'prepared') throw new Error(`The order is not prepared: ${prepared.kind}`);
  const { vendorCustomerId, vendorCartId } = prepared;
  const submitted = await connector.submit({ ...placed, vendorCustomerId, vendorCartId }, signal);
  if (submitted.kind !== 'submitted') throw new Error(`The order is not submitted: ${submitted.kind}`);
  const accepted = new Map(submitted.lines.map((line) => [line.lineId, line]));
  simulator.advance(1_000);
  const lines = placed.lines.map((line) => ({ ...line, ...accepted.get(line.lineId) }));
  return { ...placed, vendorCustomerId, vendorCartId, lines };
}

/** Looks an order up in steps, each of which is given up after some time, until every line has ended; answers the steps. */
async function follow(
  order: FulfilmentOrder,
  lookUp: (open: FulfilmentOrder) => Promise<LookedUp | Wait>,
): Promise<readonly (readonly string[])[]> {
  const steps: string[][] = [];
  let open = order.lines;
  while (open.length > 0 && steps.length < 20) {
    const outcome = await lookUp({ ...order, lines: open });
    const read = outcome.kind === 'looked-up' ? outcome.lines : [];
    const ended = read.filter(({ state }) => state.kind === 'fulfilled').map(({ lineId }) => lineId);
    open = open.filter(({ lineId }) => !ended.includes(lineId));
    steps.push(ended);
  }
  return steps;
}

describe('an order of a hundred lines at a vendor that takes its time', () => {
  /** The proportions of 1.6 s for each answer and two minutes for each step. */
  const LATENCY_MS = 40;
  const STEP_MS = 3_000;

  it('ends, although asking for one line after the other would take longer than a step', async () => {
    const microsoft = await startMicrosoft({ latencyMs: LATENCY_MS });
    onTestFinished(() => microsoft.close());
    const order = await fulfilledOrder(microsoft, 'manylines');
    const steps = await follow(order, (open) => microsoft.connector.lookUp(open, AbortSignal.timeout(STEP_MS)));
    expect(steps.flat()).toHaveLength(LINES);
  });

  it('keeps what a step has read when its time is up, and reads the rest in the next', async () => {
    const microsoft = await startMicrosoft({ latencyMs: LATENCY_MS });
    onTestFinished(() => microsoft.close());
    const order = await fulfilledOrder(microsoft, 'manysteps');
    const connector = microsoft.connectorAt(microsoft.simulator.url, 5_000, 5 * LATENCY_MS);
    const first = await connector.lookUp(order, AbortSignal.timeout(STEP_MS));
    expect(first).toMatchObject({ kind: 'looked-up', rest: { kind: 'wait', afterMs: 0 } });
    const steps = await follow(order, (open) => connector.lookUp(open, AbortSignal.timeout(STEP_MS)));
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.flat().toSorted()).toEqual(order.lines.map(({ lineId }) => lineId).toSorted());
  });
});

interface Asked {
  readonly outcome: LookedUp | Wait;
  /** How often subscriptions were asked for. */
  readonly count: number;
  /** How many questions were open at the same time. */
  readonly atOnce: number;
}

/** Looks up thirty fulfilled lines at a vendor that answers the questions for their subscriptions like this. */
async function lookUpAt(answer: (nth: number, response: ServerResponse) => void): Promise<Asked> {
  let [count, open, atOnce] = [0, 0, 0];
  const order = vendorOrder('odd', { vendorCustomerId: 'customer' });
  const lines = linesOf(order, 30).map((line, index) => ({ ...line, vendorOrderId: 'V1', vendorLineNumber: index }));
  const items = lines.map(({ vendorLineNumber }) => ({
    lineItemNumber: vendorLineNumber,
    status: 'Fulfilled',
    subscriptionId: `S${vendorLineNumber}`,
  }));
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '' } = request;
    if (url.endsWith('/token')) response.end(JSON.stringify({ access_token: 'a', expires_in: 3_600 }));
    else if (url.endsWith('/provisioningstatus')) response.end(JSON.stringify({ items }));
    else {
      const nth = (count += 1);
      atOnce = Math.max(atOnce, (open += 1));
      setTimeout(() => {
        open -= 1;
        answer(nth, response);
      }, 5);
    }
  };
  const server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const connection = { baseUrl: `http://127.0.0.1:${port}`, clientId: 'c', clientSecret: 's', timeoutMs: 5_000 };
  const client = new PartnerCenterClient(connection);
  const connector = createMicrosoftConnector({ client, now: () => new Date(FROZEN_NOW), lookUpMs: 1_000 });
  const outcome = await connector.lookUp({ ...order, lines }, new AbortController().signal);
  return { outcome, count, atOnce };
}

/** The subscription is not shown, which says nothing more about its end. */
const notShown = (response: ServerResponse): void => void response.writeHead(404).end();
const readOf = ({ outcome }: Asked): number => (outcome.kind === 'looked-up' ? outcome.lines.length : 0);

describe('questions for many lines', () => {
  it('are asked eight at a time', async () => {
    const asked = await lookUpAt((_nth, response) => notShown(response));
    expect(asked).toMatchObject({ count: 30, atOnce: 8 });
    expect(asked.outcome).not.toHaveProperty('rest');
    expect(readOf(asked)).toBe(30);
  });

  it('of which one fails leave the answers of the others', async () => {
    const asked = await lookUpAt((nth, response) => (nth === 3 ? response.writeHead(500).end() : notShown(response)));
    expect(readOf(asked)).toBe(29);
    expect(asked.outcome).toMatchObject({ rest: { kind: 'wait', reason: expect.stringContaining('not available') } });
  });

  it('stop when the vendor asks for a pause, after which the rest is asked', async () => {
    const asked = await lookUpAt((nth, response) =>
      nth === 10 ? response.writeHead(429, { 'retry-after': '7' }).end() : notShown(response),
    );
    expect(asked.outcome).toMatchObject({ kind: 'looked-up', rest: { kind: 'wait', afterMs: 7_000 } });
    expect(asked.count).toBeLessThan(30);
    expect(readOf(asked)).toBe(asked.count - 1);
  });

  it('that are refused leave their lines as they are, with the words of the vendor', async () => {
    const body = JSON.stringify({ code: '4001', description: 'Not yours.' });
    const asked = await lookUpAt((nth, response) =>
      nth === 5 ? response.writeHead(403).end(body) : notShown(response),
    );
    expect(readOf(asked)).toBe(29);
    expect(asked.outcome).toMatchObject({ rest: { kind: 'wait', refusal: { vendorMessage: 'Not yours.' } } });
  });
});
