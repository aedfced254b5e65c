import { isAbstractType, isCompositeType, isInterfaceType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Tells which `__typename`s satisfy a type condition of a plan. */
export class TypeRelations {
  readonly #schema: GraphQLSchema;
  /** The names of all interfaces and unions. */
  readonly abstractNames: ReadonlySet<string>;
  readonly #cache = new Map<string, ReadonlySet<string>>();

  /** @param schema the full schema, inaccessible types included */
  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    const types = Object.values(schema.getTypeMap()).filter((type) => isAbstractType(type));
    this.abstractNames = new Set(types.map(({ name }) => name));
  }

  /** The type names that satisfy a condition: the type itself and its members. */
  typeNamesMatching(condition: string): ReadonlySet<string> {
    let names = this.#cache.get(condition);
    if (!names) {
      names = this.#collect(condition);
      this.#cache.set(condition, names);
    }
    return names;
  }

  #collect(condition: string): Set<string> {
    const names = new Set([condition]);
    const type = this.#schema.getType(condition);
    if (!isCompositeType(type)) return names;
    if (isAbstractType(type)) {
      for (const member of this.#schema.getPossibleTypes(type)) names.add(member.name);
    }
    if (isInterfaceType(type)) {
      for (const member of this.#schema.getImplementations(type).interfaces) names.add(member.name);
    }
    return names;
  }
}
