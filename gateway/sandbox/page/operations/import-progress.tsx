import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { isObject, stringAt } from '../graph/graph-request.ts';
import type { GraphConnection } from '../graph/graph-connection.ts';
import { useSandbox } from '../sandbox-context.ts';

const STATUS = {
  RUNNING: 'is being read',
  NEEDS_CONFIRMATION: 'looks like a mistake',
  COMPLETED: 'is imported',
  FAILED: 'could not be imported',
} as const;
type Status = keyof typeof STATUS;

const COUNTS = {
  rowsRead: 'read',
  rowsAdded: 'added',
  rowsChanged: 'changed',
  rowsUnchanged: 'unchanged',
  rowsRetired: 'retired',
  rowsSkipped: 'not sold here',
  rowsRejected: 'rejected',
} as const;

interface ShownImport {
  readonly id: string;
  readonly status: Status;
  /** Such as `1,204 read`, without those that are 0. */
  readonly counts: readonly string[];
  /** Why it waits or failed, and what else is worth knowing. */
  readonly reasons: readonly string[];
}

const EVERY_MS = 1_000;
/** How often in a row the graph may not answer before nobody asks any more. */
const MOST_SILENT = 10;
const MOST_REASONS = 3;

/** How the price list import goes on that was last begun on this page: above the editor, until the reader closes it. */
export function ImportProgress(): ReactElement | null {
  const { graph } = useSandbox();
  const [shown, setShown] = useState<ShownImport | null>(null);
  useEffect(() => followImports(graph, setShown), [graph]);
  if (shown === null) return null;
  const { status, counts, reasons } = shown;
  return (
    <section className="import" aria-label="Price list import" data-testid="import-progress" data-status={status}>
      <p className="import-status" role="status">
        The price list {STATUS[status]}.
      </p>
      {status === 'RUNNING' && <progress aria-label="The price list is being read" />}
      <p className="import-counts" data-testid="import-counts">
        {counts.length === 0 ? 'Waiting for its turn' : `Rows: ${counts.join(' · ')}`}
      </p>
      <button type="button" className="button" onClick={() => setShown(null)}>
        Close
      </button>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      {status === 'NEEDS_CONFIRMATION' && (
        <p className="import-hint">Nothing was changed. If it is right, run “Confirm an import”.</p>
      )}
    </section>
  );
}

function Reasons({ reasons }: Pick<ShownImport, 'reasons'>): ReactElement {
  const more = reasons.length - MOST_REASONS;
  return (
    <ul className="import-reasons">
      {reasons.slice(0, MOST_REASONS).map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
      {more > 0 && <li>{more} more: see “Progress of an import”.</li>}
    </ul>
  );
}

/** Shows the last import whenever a mutation has answered one, and asks for it again as long as it runs. Returns what ends this. */
function followImports(graph: GraphConnection, show: (shown: ShownImport | null) => void): () => void {
  let isOver = false;
  let isRunning = false;
  let silent = 0;
  let known: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    const id = graph.recent.last('priceListImport');
    if (id === null || isOver) return;
    const found = readImport(await graph.ask(questionOf(id)).catch(() => null));
    if (isOver) return;
    silent = found === null ? silent + 1 : 0;
    if (found !== null) show(found);
    const runs = found === null ? silent < MOST_SILENT : found.status === 'RUNNING';
    if (runs) timer = setTimeout(() => void look(), EVERY_MS);
    // What can be done now was not possible while it ran.
    else if (isRunning) graph.recent.changed();
    isRunning = runs;
  };
  const begin = (): void => {
    const id = graph.recent.last('priceListImport');
    const isAnother = id !== known;
    known = id;
    // Another mutation, such as one of an order, says nothing of an import that has ended.
    if (isAnother || graph.recent.answered('priceListImport')) void look();
  };
  const stop = graph.recent.subscribe(begin);
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop();
    show(null);
  };
}

function questionOf(id: string): string {
  const counts = Object.keys(COUNTS).join(' ');
  return `query { priceListImport(id: ${JSON.stringify(id)}) { id status ${counts} warnings failure } }`;
}

function readImport(data: Readonly<Record<string, unknown>> | null): ShownImport | null {
  const found = data?.['priceListImport'];
  const [id, status] = [stringAt(found, 'id'), stringAt(found, 'status')];
  if (!isObject(found) || id === null || status === null || !(status in STATUS)) return null;
  const failure = stringAt(found, 'failure');
  const warnings = Array.isArray(found['warnings']) ? found['warnings'].map(String) : [];
  return {
    id,
    status: status as Status,
    counts: Object.entries(COUNTS).flatMap(([name, words]) => {
      const count = Number(found[name]);
      return count > 0 ? [`${count.toLocaleString('en')} ${words}`] : [];
    }),
    reasons: [...(failure === null ? [] : [failure]), ...warnings],
  };
}
