import type { Reader } from '../../../subgraphs/shared/database/transaction.ts';

/** What the database did for one statement. */
export interface Explained {
  readonly sql: string;
  /** Time in the database, without planning. */
  readonly executionMs: number;
  readonly planningMs: number;
  /** Pages of 8 kB that were looked at, in memory or on disk. */
  readonly buffers: number;
  /** The tables that were read from their beginning to their end. */
  readonly scanned: readonly string[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

interface PlanRow {
  readonly 'QUERY PLAN': readonly {
    readonly Plan: PlanNode;
    readonly 'Planning Time': number;
    readonly 'Execution Time': number;
  }[];
}

/** A reader that has each statement explained after it ran, and what was explained so far. */
export function explainingReader(read: Reader): { readonly reader: Reader; readonly explained: Explained[] } {
  const explained: Explained[] = [];
  const query: Reader['query'] = async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    const rows = await read.query<Row>(sql, values);
    explained.push(await explain(read, sql, values));
    return rows;
  };
  return { reader: { ...read, query }, explained };
}

async function explain(read: Reader, sql: string, values: readonly unknown[]): Promise<Explained> {
  const [row] = await read.query<PlanRow>(`explain (analyze, buffers, format json) ${sql}`, values);
  const [plan] = row?.['QUERY PLAN'] ?? [];
  if (plan === undefined) throw new Error('The database explained nothing');
  return {
    sql,
    executionMs: plan['Execution Time'],
    planningMs: plan['Planning Time'],
    buffers: plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'],
    scanned: scansOf(plan.Plan),
  };
}

function scansOf({ 'Node Type': type, 'Relation Name': table = '', Plans = [] }: PlanNode): readonly string[] {
  const own = type === 'Seq Scan' ? [table] : [];
  return [...own, ...Plans.flatMap(scansOf)];
}
