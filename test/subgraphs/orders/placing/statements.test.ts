import { describe, expect, it } from 'vitest';
import { useGraph } from '../../../support/graph-under-test.ts';
import { takeWireStatements } from '../../../support/wire-statements.ts';
import { contosoOrder, ended, MPN, placed } from '../ordering.ts';

const server = process.env['TEST_DATABASE_URL'];

function isOrdersRead(text: string): boolean {
  return /^\s*select\b[^]*\borders\./i.test(text) && !text.includes('log_position') && !text.includes('orders.log');
}

describe.skipIf(server === undefined || server === '')('the statements of placing an order', () => {
  const graph = useGraph('postgresql');

  /** The statements of orders until the order is committed. The sequencer, which runs for many orders, is not among them. */
  const statementsOf = async (lines: number): Promise<readonly string[]> => {
    const line = { mpn: MPN.basic, term: 'P1M', billingCycle: 'MONTHLY' as const, quantity: 1 };
    const input = await contosoOrder(graph(), { lines: Array.from({ length: lines }, () => line) });
    const keyed = { ...input, idempotencyKey: `statements-${lines}` };
    graph().takeStatements('orders');
    takeWireStatements();
    await placed(graph(), keyed, graph().administrator('Champion Cloud'));
    const ofLines = graph()
      .takeStatements('orders')
      .filter((text) => text.includes('"order_line"'));
    expect(ofLines).toEqual([]);
    const sent = takeWireStatements();
    const first = sent.findIndex(({ text }) => text.includes('orders.idempotency (account_id'));
    const own = sent.filter(({ connection }) => connection === sent[first]?.connection).map(({ text }) => text);
    const begun = own.lastIndexOf('begin', own.indexOf(sent[first]?.text ?? ''));
    const writing = own.slice(begun, own.indexOf('commit', begun) + 1);
    const reads = sent.slice(0, first).filter(({ text }) => isOrdersRead(text));
    return [...reads.map(({ text }) => text), ...writing];
  };

  it('are at most twelve in orders, those of the transaction and the job queue included, for any number of lines', async () => {
    const first = await placed(graph(), await contosoOrder(graph()), graph().administrator('Champion Cloud'));
    await ended(graph(), first.id);
    const one = await statementsOf(1);
    expect(one.at(-1)).toBe('commit');
    // Its first step, and its entry in the audit log.
    expect(one.filter((text) => text.includes('.job'))).toHaveLength(2);
    expect(one.length).toBeLessThanOrEqual(12);
    expect(await statementsOf(20)).toHaveLength(one.length);
  });
});
