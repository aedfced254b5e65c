import { Kind } from 'graphql';
import type { DirectiveNode, SelectionNode, SelectionSetNode } from 'graphql';

/** One `@defer` of an operation, its fragments written out. */
export interface DeferUsage {
  /** Its number in the order of the document. */
  readonly index: number;
  readonly label: string | undefined;
  /** The one it stands within. */
  readonly parent: DeferUsage | undefined;
}

/** The usages that one stands within, from the nearest on. */
export function ancestorsOf({ parent }: DeferUsage): readonly DeferUsage[] {
  return parent ? [parent, ...ancestorsOf(parent)] : [];
}

/** Fragments that are answered with the first result after all, as they cannot be planned by themselves. */
export class NotDeferrable extends Error {
  override readonly name = 'NotDeferrable';
  readonly usages: readonly DeferUsage[];

  constructor(usages: readonly DeferUsage[]) {
    super('The fragment cannot be planned by itself');
    this.usages = usages;
  }
}

/** Each has plans of its own: what is deferred beyond this number is answered with the rest. */
const MAX_USAGES = 30;

/** Which selections of an operation are deferred, and by which `@defer`. */
export class Deferrals {
  readonly #ignored: ReadonlySet<number>;
  /** The innermost usage of every selection set within a deferred fragment. */
  readonly #usages = new Map<SelectionSetNode, DeferUsage>();
  /** The selection sets of the deferred fragments themselves. */
  readonly #fragments = new Set<SelectionSetNode>();
  #count = 0;

  /** @param ignored numbers of usages that are answered as if they were not there */
  constructor(ignored: ReadonlySet<number>) {
    this.#ignored = ignored;
  }

  get hasUsages(): boolean {
    return this.#fragments.size > 0;
  }

  /**
   * Reads the directives of a fragment or its spread.
   *
   * @param variables coerced; they decide `if`
   * @returns the usage that they start, or else the one around them
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

  /** Notes a selection set and the usage that it stands in. */
  add(set: SelectionSetNode, usage: DeferUsage | undefined, startsIt: boolean): void {
    if (usage) this.#usages.set(set, usage);
    if (usage && startsIt) this.#fragments.add(set);
  }

  usageOf(set: SelectionSetNode): DeferUsage | undefined {
    return this.#usages.get(set);
  }

  /**
   * What is asked for with the fields of a selection set: all but the fragments that are deferred from there.
   *
   * @param needed what deferred fragments need to know of the objects they belong to, by selection set
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
