import { Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Random } from './random.ts';

/** Defers random fragments of an operation, and random fields by fragments made for them. */
export function deferRandomly(source: string, random: Random): string {
  const document = parse(source, { noLocation: true });
  const closed = mutationRoots(document);
  let count = 0;
  const defer = (): DirectiveNode => ({
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'defer' },
    arguments: random.happens(0.5)
      ? [
          {
            kind: Kind.ARGUMENT,
            name: { kind: Kind.NAME, value: 'label' },
            value: { kind: Kind.STRING, value: `d${count++}` },
          },
        ]
      : [],
  });
  const deferred = visit(document, {
    SelectionSet: {
      leave(node, _key, _parent, _path, ancestors) {
        const within = ancestors.flatMap((ancestor) => ('kind' in ancestor ? [ancestor] : []));
        if (within.some((ancestor) => closed.has(ancestor)) && !within.some(({ kind }) => kind === Kind.FIELD))
          return node;
        return deferSome(node, random, defer);
      },
    },
  });
  return print(deferred);
}

function deferSome(set: SelectionSetNode, random: Random, defer: () => DirectiveNode): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FIELD || !random.happens(0.4)) return selection;
    return { ...selection, directives: [...(selection.directives ?? []), defer()] };
  });
  if (!random.happens(0.25)) return { ...set, selections };
  const from = random.below(selections.length);
  const inner: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: selections.slice(from) };
  const fragment: SelectionNode = { kind: Kind.INLINE_FRAGMENT, directives: [defer()], selectionSet: inner };
  const atOnce = random.happens(0.5) ? selections.slice(from).flatMap(partOf) : [];
  return { ...set, selections: [...selections.slice(0, from), ...atOnce, fragment] };
}

/** Some of what is below a field, for the first result: the rest then is of objects that it has already. */
function partOf(selection: SelectionNode): SelectionNode[] {
  if (selection.kind !== Kind.FIELD || !selection.selectionSet) return [];
  const part = visit(selection, {
    Directive: ({ name }) => (name.value === 'defer' ? null : undefined),
    SelectionSet: (node) => ({ ...node, selections: node.selections.slice(0, 1) }),
  });
  return [part];
}

/** The parts of a document in whose first level nothing may be deferred. */
function mutationRoots({ definitions }: DocumentNode): ReadonlySet<unknown> {
  const mutates = definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
  );
  if (!mutates) return new Set();
  // Fragments on the mutation itself, too; leaving out those on other types as well changes little.
  return new Set(
    definitions.filter(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION ||
        (definition.kind === Kind.FRAGMENT_DEFINITION && definition.typeCondition.name.value === 'Mutation'),
    ),
  );
}
