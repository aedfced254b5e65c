import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withBenchDatabase } from './bench-database.ts';
import { measureQuestions } from './catalog-questions.ts';
import { SHEETS, writeSheets, type ImportFigures } from './catalog-sheets.ts';
import { GoalRows } from './goal-rows.ts';
import type { BenchOptions } from './options.ts';
import { measureApart } from './processes.ts';

/** Rows of a sheet, and products that are searched; a tenth of them for an impression. */
const SHEET_ROWS = 150_000;
const PRODUCTS = 20_000;

/** Measures imports of a large price list on both databases, and what people look for in a large catalogue. */
export async function benchCatalog(options: BenchOptions, folder: string, say: (line: string) => void): Promise<void> {
  const part = options.rounds < 3 ? 10 : 1;
  const sheetRows = SHEET_ROWS / part;
  const sheets = join(folder, 'sheets');
  await mkdir(sheets);
  await writeSheets(sheets, sheetRows);
  const size = sheetRows.toLocaleString('en');
  await withBenchDatabase(say, async ({ url }) => {
    say(`\nA price list of ${size} rows on PostgreSQL; the process of the import alone\n`);
    say((await measureImports(sheets, url)).toString());
  });
  say(`\nThe same on PGlite, in the process of the import\n`);
  say((await measureImports(sheets, '')).toString());
  await withBenchDatabase(say, async ({ url }) => {
    const products = PRODUCTS / part;
    say(
      `\n${products.toLocaleString('en')} products with ten plans each on PostgreSQL, asked of the subgraph itself\n`,
    );
    say((await measureQuestions(url, products)).toString());
  });
}

/** @param url of a database of PostgreSQL; empty for PGlite */
async function measureImports(sheets: string, url: string): Promise<GoalRows> {
  const figures = await measureApart<readonly ImportFigures[]>({
    command: ['test/bench/catalog-imports.ts'],
    environment: { SHEETS: sheets, DATABASE_URL: url },
  });
  const isEmbedded = url === '';
  const rows = new GoalRows();
  for (const [index, figure] of figures.entries()) {
    const sheet = SHEETS[index];
    if (sheet === undefined) throw new Error('Each sheet has its figures');
    const { seconds, memoryMb, longestHoldMs } = figure;
    const goalS = isEmbedded ? sheet.embeddedGoalS : sheet.goalS;
    addFigure(rows, sheet.title, { figure: seconds, unit: 's', goal: goalS });
    addFigure(rows, 'its memory above that of idling', { figure: memoryMb, unit: 'MB', goal: 300 });
    addFigure(rows, 'its longest hold of the event loop', {
      figure: longestHoldMs,
      unit: 'ms',
      goal: isEmbedded ? 100 : undefined,
    });
  }
  return rows;
}

interface Figure {
  readonly figure: number;
  readonly unit: string;
  readonly goal: number | undefined;
}

function addFigure(rows: GoalRows, what: string, { figure, unit, goal }: Figure): void {
  const shown = `${unit === 's' ? figure.toFixed(1) : Math.round(figure)} ${unit}`;
  if (goal === undefined) rows.addText(what, shown, '', undefined);
  else rows.addText(what, shown, `≤ ${goal} ${unit}`, figure <= goal);
}
