import { Kind, print, stripIgnoredCharacters } from 'graphql';
import type { FieldNode, InlineFragmentNode, SelectionSetNode, ValueNode } from 'graphql';
import type { Rename } from '../plan-nodes.ts';
import { alternativeResponseName } from '../selections/response-names.ts';
import { TYPENAME } from '../selections/root-selections.ts';

/** The shapes of the fields that one object may have, by response name. */
type Shapes = Map<string, { readonly shape: string; readonly below: Shapes }>;

interface DraftField {
  readonly responseName: string;
  /** The field as the subgraph is asked for it. */
  readonly node: FieldNode;
  /** Printed with its lists and non-null types. */
  readonly type: string;
  readonly below: DraftSelectionSet | undefined;
}

/** A selection set that grows while a fetch is planned. */
export class DraftSelectionSet {
  readonly #fields = new Map<string, DraftField>();
  readonly #fragments = new Map<string, DraftSelectionSet>();
  /** One map for this set and its fragments: all of them select fields of the same object. */
  readonly #shapes: Shapes;
  #hasTypename = false;

  constructor(shapes: Shapes = new Map()) {
    this.#shapes = shapes;
  }

  /** Selects `__typename`. */
  addTypename(): void {
    this.#hasTypename = true;
  }

  /**
   * Selects a field. Objects of another type may have a value of another shape under the same response name; a subgraph
   * would refuse such an operation, so the field is asked for under an alternative name.
   *
   * @param responseName the response name
   * @param type the field's type, printed with its lists and non-null types
   * @returns the selection set below the field, if it has one
   * @see https://spec.graphql.org/October2021/#SameResponseShape()
   */
  add(responseName: string, field: FieldNode, type: string): DraftSelectionSet | undefined {
    const known = this.#fields.get(responseName);
    if (known) return known.below;
    const shape = field.selectionSet ? type.replaceAll(/\w+/g, '') : type;
    let name = responseName;
    for (let number = 1; (this.#shapes.get(name)?.shape ?? shape) !== shape; number += 1) {
      name = alternativeResponseName(responseName, number);
    }
    const below: Shapes = this.#shapes.get(name)?.below ?? new Map();
    this.#shapes.set(name, { shape, below });
    const alias = name === field.name.value ? undefined : ({ kind: Kind.NAME, value: name } as const);
    const inner = field.selectionSet && new DraftSelectionSet(below);
    this.#fields.set(responseName, { responseName, node: { ...field, alias }, type, below: inner });
    return inner;
  }

  /** The selection set for objects of a type. */
  on(type: string): DraftSelectionSet {
    const set = this.#fragments.get(type) ?? new DraftSelectionSet(this.#shapes);
    this.#fragments.set(type, set);
    return set;
  }

  /** Selects everything that another set selects. */
  addAll(other: DraftSelectionSet): void {
    if (other.#hasTypename) this.addTypename();
    for (const { responseName, node, type, below } of other.#fields.values()) {
      const inner = this.add(responseName, node, type);
      if (inner && below) inner.addAll(below);
    }
    for (const [type, set] of other.#fragments) this.on(type).addAll(set);
  }

  /** The names of the variables that arguments use. */
  variables(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { node, below } of this.#fields.values()) {
      for (const { value } of node.arguments ?? []) gatherVariables(value, found);
      for (const name of below?.variables() ?? []) found.add(name);
    }
    for (const set of this.#fragments.values()) for (const name of set.variables()) found.add(name);
    return found;
  }

  /** The renames that give the fields back the response names they were added with; the deepest fields come first. */
  renames(above: readonly string[] = []): Rename[] {
    const ofFields = [...this.#fields.values()].flatMap(({ responseName, node, below }): Rename[] => {
      const name = (node.alias ?? node.name).value;
      const path = [...above, name];
      const own: Rename[] = name === responseName ? [] : [{ path, responseName }];
      return [...(below?.renames(path) ?? []), ...own];
    });
    return [...ofFields, ...[...this.#fragments.values()].flatMap((set) => set.renames(above))];
  }

  get isEmpty(): boolean {
    return !this.#hasTypename && this.#fields.size === 0 && [...this.#fragments.values()].every((set) => set.isEmpty);
  }

  /** An empty set becomes `__typename`: it asks only whether the objects exist. */
  toNode(): SelectionSetNode {
    const fields = [...this.#fields.values()].map(({ node, below }) => ({ ...node, selectionSet: below?.toNode() }));
    const fragments = [...this.#fragments].flatMap(([type, set]) => (set.isEmpty ? [] : [fragmentOn(type, set)]));
    const typename = this.#hasTypename || fields.length + fragments.length === 0 ? [TYPENAME] : [];
    return { kind: Kind.SELECTION_SET, selections: [...typename, ...fields, ...fragments] };
  }

  toText(): string {
    return textOf(this.toNode());
  }
}

/** Prints a selection set without the whitespace that graphql-js's printer adds for people. */
function textOf({ selections }: SelectionSetNode): string {
  const texts = selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return '';
    const below = selection.selectionSet ? textOf(selection.selectionSet) : '';
    if (selection.kind === Kind.INLINE_FRAGMENT) return `...on ${selection.typeCondition?.name.value ?? ''}${below}`;
    const { alias, name, arguments: args = [] } = selection;
    const given = args.map((argument) => stripIgnoredCharacters(print(argument))).join(' ');
    return `${alias ? `${alias.value}:` : ''}${name.value}${given === '' ? '' : `(${given})`}${below}`;
  });
  return `{${texts.join(' ')}}`;
}

/** An inline fragment on a type. */
export function fragmentOn(type: string, set: DraftSelectionSet): InlineFragmentNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: set.toNode() };
}

function gatherVariables(value: ValueNode, found: Set<string>): void {
  if (value.kind === Kind.VARIABLE) found.add(value.name.value);
  if (value.kind === Kind.LIST) for (const item of value.values) gatherVariables(item, found);
  if (value.kind === Kind.OBJECT) for (const field of value.fields) gatherVariables(field.value, found);
}
