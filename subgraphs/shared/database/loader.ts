import DataLoader from 'dataloader';

/** Batches look-ups of one kind within one operation. Missing ones are null. */
export function loadById<Row, Key extends string>(
  find: (ids: readonly Key[]) => Promise<readonly Row[]>,
  idOf: (row: Row) => Key,
): DataLoader<Key, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await find(ids)).map((row) => [idOf(row), row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

/** Batches lists of one kind within one operation: the rows that belong to each key. */
export function loadManyBy<Row, Key extends string>(
  find: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, readonly Row[]> {
  return new DataLoader(async (keys) => {
    const groups = Map.groupBy(await find(keys), keyOf);
    return keys.map((key) => groups.get(key) ?? []);
  });
}
