import { Kind, parse, print, visit } from 'graphql';
import type { ConstDirectiveNode, DirectiveNode, DocumentNode, FieldDefinitionNode, TypeDefinitionNode } from 'graphql';
import type { SubgraphDefinition } from './subgraph-definition.ts';

/** Which subgraphs define a field of an interface, and whether they mark it as external. */
type FieldSources = Map<string, { readonly external: boolean }>;

/**
 * Marks the external fields of interface objects in a supergraph. Composition leaves this out, and then the subgraph
 * that requires such a field would also be asked to resolve it.
 *
 * @returns the supergraph, unchanged when there is no such field
 */
export function restoreExternalInterfaceFields(supergraphSdl: string, services: readonly SubgraphDefinition[]): string {
  const wanted = externalFields(services);
  if (wanted.size === 0) return supergraphSdl;
  const document = parse(supergraphSdl, { noLocation: true });
  const graphs = graphNames(document);
  const restored = visit(document, {
    InterfaceTypeDefinition(type) {
      const fields = type.fields?.map((field) => {
        const sources = wanted.get(`${type.name.value}.${field.name.value}`);
        const known = field.directives?.some((directive) => directive.name.value === 'join__field');
        if (!sources || known) return field;
        const added = [...sources].map(([name, { external }]) => joinField(graphs.get(name) ?? name, external));
        return { ...field, directives: [...(field.directives ?? []), ...added] };
      });
      return { ...type, fields };
    },
  });
  return `${print(restored)}\n`;
}

/** All sources of every field that is external on some interface object, by `Type.field`. */
function externalFields(services: readonly SubgraphDefinition[]): Map<string, FieldSources> {
  const sources = new Map<string, FieldSources>();
  const external = new Set<string>();
  for (const { name, typeDefs } of services) {
    for (const { type, field } of listFields(typeDefs)) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const isExternal = hasDirective(field.directives, 'external');
      if (isExternal && hasDirective(type.directives, 'interfaceObject')) external.add(coordinate);
      const bySubgraph = sources.get(coordinate) ?? new Map<string, { external: boolean }>();
      sources.set(coordinate, bySubgraph.set(name, { external: isExternal }));
    }
  }
  return new Map([...sources].filter(([coordinate]) => external.has(coordinate)));
}

function* listFields(typeDefs: DocumentNode): Generator<{ type: TypeDefinitionNode; field: FieldDefinitionNode }> {
  for (const type of typeDefs.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) yield { type, field };
  }
}

function hasDirective(directives: readonly DirectiveNode[] | undefined, name: string): boolean {
  return directives?.some(({ name: { value } }) => value === name || value === `federation__${name}`) ?? false;
}

/** The value of `join__Graph` by the subgraph's name. */
function graphNames(document: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  visit(document, {
    EnumValueDefinition({ name, directives }) {
      const graph = directives?.find((directive) => directive.name.value === 'join__graph');
      const value = graph?.arguments?.find((argument) => argument.name.value === 'name')?.value;
      if (value?.kind === Kind.STRING) names.set(value.value, name.value);
    },
  });
  return names;
}

function joinField(graph: string, external: boolean): ConstDirectiveNode {
  const argument = (name: string, value: { kind: Kind.ENUM; value: string } | { kind: Kind.BOOLEAN; value: boolean }) =>
    ({ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }) as const;
  const args = [argument('graph', { kind: Kind.ENUM, value: graph })];
  if (external) args.push(argument('external', { kind: Kind.BOOLEAN, value: true }));
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'join__field' }, arguments: args };
}
