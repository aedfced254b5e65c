const MAX_NAMED = 100;

/** The sentence that names the licence SKUs without a row in the offer matrix; none when there are none. */
export function withoutOfferNote(mpns: readonly string[]): readonly string[] {
  if (mpns.length === 0) return [];
  const named = mpns.slice(0, MAX_NAMED).join(', ');
  const more = mpns.length > MAX_NAMED ? ` and ${mpns.length - MAX_NAMED} more` : '';
  const what = mpns.length === 1 ? '1 licence SKU has no row' : `${mpns.length} licence SKUs have no row`;
  return [`${what} in the offer matrix and cannot be ordered: ${named}${more}.`];
}
