import type { Row } from './run-scenario.ts';

/** Whether a row kept every promise. */
export function isKept({ problems, recovery }: Row): boolean {
  return problems.length === 0 && (recovery === undefined || recovery.tookMs <= recovery.withinMs);
}

const COLUMNS = ['fault', 'orders', 'events', 'lost', 'doubled', 'recovery', 'promise'] as const;

/** The cells of a row, under the columns of the table. */
function cellsOf(row: Row): readonly string[] {
  const { title, orders, events, lost, doubled, recovery } = row;
  return [
    title,
    String(orders),
    String(events),
    String(lost),
    String(doubled),
    recovery === undefined ? '–' : `${recovery.of} ${seconds(recovery.tookMs)}`,
    promiseOf(row),
  ];
}

function promiseOf(row: Row): string {
  const { recovery, problems } = row;
  const limit = recovery === undefined ? '' : ` (≤ ${seconds(recovery.withinMs)})`;
  if (isKept(row)) return `kept${limit}`;
  return problems.length > 0 ? `**broken**` : `**late**${limit}`;
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(2)} s` : `${(ms / 1_000).toFixed(1)} s`;
}

/** One row for the terminal, with what went wrong below it. */
export function sayRow(row: Row): string {
  const [title = '', orders, events, lost, doubled, recovery = '', promise = ''] = cellsOf(row);
  const numbers = [orders, events, lost, doubled].map((cell) => cell?.padStart(8)).join('');
  const first = `${title.padEnd(66)}${numbers}  ${recovery.padEnd(18)} ${promise.replaceAll('*', '').padEnd(16)} ${Math.round(row.tookMs / 1_000)} s`;
  const more = [...row.problems.map((text) => `    ✗ ${text}`), ...row.notes.map((text) => `    · ${text}`)];
  return [first, ...more].join('\n');
}

/** The head of the table for the terminal. */
export function sayHead(): string {
  const [fault, orders, events, lost, doubled, recovery, promise] = COLUMNS;
  const numbers = [orders, events, lost, doubled].map((cell) => cell.padStart(8)).join('');
  return `${fault.padEnd(66)}${numbers}  ${recovery.padEnd(18)} ${promise}`;
}

const MAX_PROBLEMS = 3;

function shorten(problems: readonly string[]): readonly string[] {
  const more = problems.length - MAX_PROBLEMS;
  return more > 0 ? [...problems.slice(0, MAX_PROBLEMS), `${more} more`] : problems;
}

/** The table in Markdown, and below it what went wrong and what was seen beside. */
export function writeTable(rows: readonly Row[]): string {
  const lines = [COLUMNS, COLUMNS.map((_, index) => (index === 0 || index > 4 ? '---' : '--:')), ...rows.map(cellsOf)];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const remarks = rows
    .filter(({ problems, notes }) => problems.length + notes.length > 0)
    .map(({ title, problems, notes }) => `- **${title}**: ${[...shorten(problems), ...notes].join('; ')}.`);
  return remarks.length === 0 ? table : `${table}\n\n${remarks.join('\n')}`;
}
