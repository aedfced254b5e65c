import { isEnumType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';
import { joins } from './joins.ts';

/** The members of interfaces and unions as each subgraph knows them. */
export class SubgraphMembers {
  readonly #schema: GraphQLSchema;
  /** The values of `join__Graph` by the names of subgraphs. */
  readonly #graphs = new Map<string, string>();

  /** @param schema of the supergraph, with its directives */
  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    const graphs = schema.getType('join__Graph');
    if (!isEnumType(graphs)) return;
    for (const { name, astNode } of graphs.getValues()) {
      const [join] = joins(astNode?.directives, 'join__graph');
      this.#graphs.set(join?.get('name') ?? name, name);
    }
  }

  /** @returns nothing where a subgraph knows all members: of an interface object, or of a type that is neither */
  of(type: GraphQLNamedType, subgraph: string): ReadonlySet<string> | undefined {
    const graph = this.#graphs.get(subgraph);
    const here = (join: Map<string, string>): boolean => join.get('graph') === graph;
    if (isUnionType(type)) {
      const members = joins(type.astNode?.directives, 'join__unionMember').filter(here);
      return known(members.map((join) => join.get('member') ?? ''));
    }
    if (!isInterfaceType(type)) return undefined;
    const own = joins(type.astNode?.directives, 'join__type').filter(here);
    if (own.some((join) => join.get('isInterfaceObject') === 'true')) return undefined;
    const members = this.#schema.getPossibleTypes(type).filter(({ astNode }) => {
      return joins(astNode?.directives, 'join__implements').some(
        (join) => here(join) && join.get('interface') === type.name,
      );
    });
    return known(members.filter((member) => isObjectType(member)).map(({ name }) => name));
  }
}

/** A supergraph that does not say it leaves all members possible. */
function known(names: readonly string[]): ReadonlySet<string> | undefined {
  return names.length > 0 ? new Set(names) : undefined;
}
