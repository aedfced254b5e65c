/** Characters of a text as the schema counts them: Unicode code points, so that an emoji is one. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}
