import { isInterfaceType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLSchema } from 'graphql';

const PREFIX = '_as_';

/**
 * The response keys that subgraphs are asked for. A client may name one field like another, `id: sequence`, and the plan
 * needs the real `id` in the same object: such an alias is asked for under a name that no field has.
 */
export class PlannedKeys {
  readonly #fieldNames = new Set(['__typename']);

  /** @param schema the full schema, as plans need hidden fields too */
  constructor(schema: GraphQLSchema) {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const name of Object.keys(type.getFields())) this.#fieldNames.add(name);
    }
  }

  /** The key under which a field of the client's operation stands in the data of subgraphs. */
  of({ alias, name }: Pick<FieldNode, 'alias' | 'name'>): string {
    return this.ofKey((alias ?? name).value, name.value);
  }

  /** The same for a response key and the name of its field. */
  ofKey(key: string, name: string): string {
    const clashes = key !== name && (this.#fieldNames.has(key) || key.startsWith(PREFIX));
    return clashes ? PREFIX + key : key;
  }
}

/** The client's response key for a key in the data of subgraphs. */
export function clientKey<Key extends string | number>(planned: Key): Key | string {
  return typeof planned === 'string' && planned.startsWith(PREFIX) ? planned.slice(PREFIX.length) : planned;
}
