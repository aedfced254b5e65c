import { Kind } from 'graphql';
import type { DirectiveNode, SelectionNode, SelectionSetNode } from 'graphql';

/** One use of `@defer` in an operation whose fragments are inlined. */
export interface DeferUsage {
  /** Its number, in document order. */
  readonly index: number;
  readonly label: string | undefined;
  /** The nearest enclosing use. */
  readonly parent: DeferUsage | undefined;
}

/** The uses that enclose one, the nearest first. */
export function ancestorsOf({ parent }: DeferUsage): readonly DeferUsage[] {
  return parent ? [parent, ...ancestorsOf(parent)] : [];
}

/** These fragments cannot be planned separately, so they have to come with the first result. */
export class NotDeferrable extends Error {
  override readonly name = 'NotDeferrable';
  readonly usages: readonly DeferUsage[];

  constructor(usages: readonly DeferUsage[]) {
    super('The fragment cannot be planned by itself');
    this.usages = usages;
  }
}

/** Each use needs plans of its own. The uses beyond this number come with the first result. */
const MAX_USAGES = 30;

/** Knows which selections of an operation are deferred, and by which `@defer`. */
export class Deferrals {
  readonly #ignored: ReadonlySet<number>;
  /** The innermost use around every selection set that is deferred. */
  readonly #usages = new Map<SelectionSetNode, DeferUsage>();
  /** The selection sets of the deferred fragments themselves. */
  readonly #fragments = new Set<SelectionSetNode>();
  #count = 0;

  /** @param ignored the numbers of the uses to treat as if they were not there */
  constructor(ignored: ReadonlySet<number>) {
    this.#ignored = ignored;
  }

  get hasUsages(): boolean {
    return this.#fragments.size > 0;
  }

  /**
   * Reads the directives of a fragment or a fragment spread.
   *
   * @param variables coerced; they decide `if`
   * @returns the use that starts here, or the enclosing one
   */
  enter(
    directives: readonly DirectiveNode[] | undefined,
    around: DeferUsage | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): DeferUsage | undefined {
    const directive = directives?.find(({ name }) => name.value === 'defer');
    const args = new Map(directive?.arguments?.map((argument) => [argument.name.value, argument.value]));
    const [label, condition] = [args.get('label'), args.get('if')];
    const isOff =
      condition?.kind === Kind.VARIABLE
        ? variables[condition.name.value] === false
        : condition?.kind === Kind.BOOLEAN && !condition.value;
    if (!directive || isOff) return around;
    const index = this.#count++;
    if (index >= MAX_USAGES || this.#ignored.has(index)) return around;
    return { index, label: label?.kind === Kind.STRING ? label.value : undefined, parent: around };
  }

  /** Records a selection set and the use that encloses it. */
  add(set: SelectionSetNode, usage: DeferUsage | undefined, startsIt: boolean): void {
    if (usage) this.#usages.set(set, usage);
    if (usage && startsIt) this.#fragments.add(set);
  }

  usageOf(set: SelectionSetNode): DeferUsage | undefined {
    return this.#usages.get(set);
  }

  /**
   * A selection set without its deferred fragments.
   *
   * @param needed selections that deferred fragments need from the objects they are on, by the selection set of the
   * object
   */
  withoutFragments(set: SelectionSetNode, needed: ReadonlyMap<SelectionSetNode, readonly SelectionNode[]>) {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return [selection];
      if (this.#fragments.has(selection.selectionSet)) return [];
      return [{ ...selection, selectionSet: this.withoutFragments(selection.selectionSet, needed) }];
    });
    const remaining: SelectionSetNode = {
      kind: Kind.SELECTION_SET,
      selections: [...selections, ...(needed.get(set) ?? [])],
    };
    return remaining;
  }
}
