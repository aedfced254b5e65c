import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** Follows fragment spreads, starting from operations. */
class SpreadWalk {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #done = new Set<string>();
  readonly #open = new Set<string>();
  foundCycle = false;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  get used(): number {
    return this.#done.size;
  }

  follow({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) this.#enter(selection.name.value);
      else if (selection.selectionSet !== undefined) this.follow(selection.selectionSet);
    }
  }

  #enter(name: string): void {
    if (this.#open.has(name)) this.foundCycle = true;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || this.#open.has(name) || this.#done.has(name)) return;
    this.#open.add(name);
    this.follow(fragment.selectionSet);
    this.#open.delete(name);
    this.#done.add(name);
  }
}

/**
 * Whether all fragments have unique names, are used, and are not cyclic. In such a document, validation has to look
 * only at what the operations expand to.
 */
export function hasSoundFragments({ definitions }: DocumentNode): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    if (fragments.has(definition.name.value)) return false;
    fragments.set(definition.name.value, definition);
  }
  const walk = new SpreadWalk(fragments);
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk.follow(definition.selectionSet);
  }
  return !walk.foundCycle && walk.used === fragments.size;
}
