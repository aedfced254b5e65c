import type { WriteStep } from '../sheet-importer.ts';

type Table = 'plan' | 'price_period' | 'product' | 'sheet_product' | 'sheet_row';

/**
 * Tells the planner of the database how large tables have become. Each is a step of its own with a sample of some thousand
 * rows, because in the embedded mode nothing else is answered meanwhile; the database looks more closely in its own time.
 */
export async function refreshStatistics(write: WriteStep, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    await write(async (tx) => {
      await tx.execute('set local default_statistics_target = 10');
      await tx.execute(`analyze catalog.${table}`);
    });
  }
}
