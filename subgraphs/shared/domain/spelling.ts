/** A text as words that single spaces separate, as the database keeps it; empty where it has no letter or digit. */
export function separateWords(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** How alike two words are, from 0 to 1: the part of their groups of three letters that both have. */
export function similarity(one: string, other: string): number {
  const [mine, theirs] = [groupsOf(one), groupsOf(other)];
  const shared = [...mine].filter((group) => theirs.has(group)).length;
  return shared / (mine.size + theirs.size - shared);
}

function groupsOf(word: string): ReadonlySet<string> {
  const letters = [...`  ${word} `];
  return new Set(letters.slice(2).map((letter, index) => `${letters[index]}${letters[index + 1]}${letter}`));
}

/** The spellings in the order in which they are alike to what was typed, the closest first. */
export function closestFirst(spellings: readonly Spelling[]): readonly Spelling[] {
  return spellings.toSorted(
    (one, other) =>
      similarity(other.typed, other.meant) - similarity(one.typed, one.meant) || (one.meant < other.meant ? -1 : 1),
  );
}

/** A word as it was typed, and the beginning of one that may have been meant. */
export interface Spelling {
  readonly typed: string;
  readonly meant: string;
}
