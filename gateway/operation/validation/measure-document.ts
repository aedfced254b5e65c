import { Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { refusal, type ClientErrorCode } from '../../errors.ts';
import type { DocumentLimits } from '../documents/document-limits.ts';

// The rule on overlapping fields compares every pair of equal response names in a merged selection set, in up to 2 µs
// each.
const MAX_REPEATED_PAIRS = 5_000;

function atMost(count: number, limit: number, code: ClientErrorCode, what: string): void {
  if (count > limit) throw refusal(code, `The document has more than ${limit} ${what}.`);
}

/** Counts the nodes of a document as written. The parser has limited how deep they can be nested. */
class NodeCount {
  readonly #limits: DocumentLimits;
  #selections = 0;
  #aliases = 0;
  #directives = 0;

  constructor(limits: DocumentLimits) {
    this.#limits = limits;
  }

  countDirectives({ directives }: { readonly directives?: readonly unknown[] }): void {
    this.#directives += directives?.length ?? 0;
    atMost(this.#directives, this.#limits.maxDirectives, 'DIRECTIVE_LIMIT_EXCEEDED', 'directives');
  }

  countSelections({ selections }: SelectionSetNode): void {
    const { maxAliases, maxExpandedSelections } = this.#limits;
    this.#selections += selections.length;
    atMost(this.#selections, maxExpandedSelections, 'SELECTION_LIMIT_EXCEEDED', 'selections');
    for (const selection of selections) {
      this.countDirectives(selection);
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.FIELD && selection.alias !== undefined) this.#aliases += 1;
      atMost(this.#aliases, maxAliases, 'ALIAS_LIMIT_EXCEEDED', 'aliases');
      if (selection.selectionSet !== undefined) this.countSelections(selection.selectionSet);
    }
  }
}

/** Refuses a document that is too large as written, with each fragment counted once. */
export function countNodes(document: DocumentNode, limits: DocumentLimits): void {
  atMost(document.definitions.length, limits.maxDefinitions, 'DEFINITION_LIMIT_EXCEEDED', 'definitions');
  const count = new NodeCount(limits);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    count.countDirectives(definition);
    for (const variable of definition.variableDefinitions ?? []) count.countDirectives(variable);
    count.countSelections(definition.selectionSet);
  }
}

/** The number and the selection sets of the fields that have one response name, which execution merges. */
interface FieldGroup {
  count: number;
  readonly selectionSets: SelectionSetNode[];
}

function addToGroup(groups: Map<string, FieldGroup>, field: FieldNode): void {
  const responseName = (field.alias ?? field.name).value;
  const group = groups.get(responseName) ?? { count: 0, selectionSets: [] };
  group.count += 1;
  if (field.selectionSet !== undefined) group.selectionSets.push(field.selectionSet);
  groups.set(responseName, group);
}

/** Walks an operation as execution would, with fragments expanded, and stops at the first limit that is exceeded. */
class Expansion {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #limits: DocumentLimits;
  #selections = 0;
  #repeatedPairs = 0;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>, limits: DocumentLimits) {
    this.#fragments = fragments;
    this.#limits = limits;
  }

  measure(selectionSets: readonly SelectionSetNode[], depth: number): void {
    const { maxDepth, maxRootFields } = this.#limits;
    if (depth > maxDepth)
      throw refusal('DEPTH_LIMIT_EXCEEDED', `The document has more than ${maxDepth} levels of fields.`);
    const groups = new Map<string, FieldGroup>();
    for (const selectionSet of selectionSets) this.#collect(selectionSet, groups, 0);
    if (depth === 1) atMost(groups.size, maxRootFields, 'ROOT_FIELD_LIMIT_EXCEEDED', 'root fields');
    for (const group of groups.values()) {
      this.#repeatedPairs += (group.count * (group.count - 1)) / 2;
      atMost(this.#repeatedPairs, MAX_REPEATED_PAIRS, 'REPETITION_LIMIT_EXCEEDED', 'pairs of repeated fields');
      if (group.selectionSets.length > 0) this.measure(group.selectionSets, depth + 1);
    }
  }

  #collect(selectionSet: SelectionSetNode, groups: Map<string, FieldGroup>, nesting: number): void {
    const { maxNesting, maxExpandedSelections } = this.#limits;
    if (nesting > maxNesting) {
      throw refusal('DEPTH_LIMIT_EXCEEDED', `Fragments are nested deeper than ${maxNesting} levels.`);
    }
    for (const selection of selectionSet.selections) {
      this.#selections += 1;
      atMost(this.#selections, maxExpandedSelections, 'SELECTION_LIMIT_EXCEEDED', 'selections with fragments expanded');
      switch (selection.kind) {
        case Kind.INLINE_FRAGMENT:
          this.#collect(selection.selectionSet, groups, nesting + 1);
          break;
        case Kind.FRAGMENT_SPREAD: {
          // A missing fragment is left to validation, which reports its name.
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment !== undefined) this.#collect(fragment.selectionSet, groups, nesting + 1);
          break;
        }
        case Kind.FIELD:
          addToGroup(groups, selection);
      }
    }
  }
}

/**
 * Refuses a document whose operations exceed a limit once fragments are expanded. The time it takes is bounded by the
 * limits, because expansion stops where one is exceeded: fragments that double each other cost no more than others.
 *
 * @param document must have sound fragments
 */
export function measureExpansion(document: DocumentNode, limits: DocumentLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const expansion = new Expansion(fragments, limits);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) expansion.measure([definition.selectionSet], 1);
  }
}
