/** The trees below the provider: each has a reseller, a reseller below it, and a customer of that one. */
export const TREES = ['north', 'south'] as const;
export type Tree = (typeof TREES)[number];

/** The accounts of a tree, from the top down. */
export const TIERS = ['reseller', 'subreseller', 'customer'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * What a text, an id or an amount says something about. Who may see it is decided by the class and by the account that it
 * belongs to (`sight.ts`), so that a new kind of thing is one more line in both.
 */
export const CANARY_CLASSES = [
  'account',
  'partner',
  'agreement',
  'question',
  'user',
  'invitation',
  'client',
  'terms',
  'market',
  'hub',
  'margin',
  'cart',
  'order',
  'service',
  'import',
  'audit',
  'money',
  'secret',
] as const;
export type CanaryClass = (typeof CANARY_CLASSES)[number];

/** A text that names its class and its owner and is found again in any answer, in any letter case. */
export function canary(of: CanaryClass, tree: Tree, tier: Tier): string {
  return `canary${of}${tree}${tier}`;
}

const CANARY = new RegExp(`canary(${CANARY_CLASSES.join('|')})(${TREES.join('|')})(${TIERS.join('|')})`, 'gi');

/** Something that was found in an answer: what it is, and whose. */
export interface Sighting {
  readonly class: CanaryClass;
  /** The account that it belongs to: a tier of a tree as in `north customer`, or the name of an account outside of them. */
  readonly owner: string;
  /** The text that was found. */
  readonly text: string;
}

/** The canaries that a text holds. */
export function canariesIn(text: string): readonly Sighting[] {
  return [...text.matchAll(CANARY)].map(([found, of = '', tree = '', tier = '']) => ({
    class: of.toLowerCase() as CanaryClass,
    owner: `${tree.toLowerCase()} ${tier.toLowerCase()}`,
    text: found,
  }));
}
