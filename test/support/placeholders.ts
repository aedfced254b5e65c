/** The names in braces in each text of a catalogue, by its path. The paragraphs of a list count as one text. */
export function placeholdersIn(texts: unknown, path = ''): ReadonlyMap<string, readonly string[]> {
  if (typeof texts === 'string' || Array.isArray(texts)) {
    const names = [
      ...[texts]
        .flat()
        .join(' ')
        .matchAll(/\{(\w+)\}/g),
    ].map(([, name]) => name ?? '');
    return new Map([[path, [...new Set(names)].toSorted()]]);
  }
  return new Map(
    Object.entries(texts ?? {}).flatMap(([key, value]) => [
      ...placeholdersIn(value, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
