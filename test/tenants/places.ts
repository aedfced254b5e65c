import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** An argument, or a field of an input in one, that can name something of somebody: an id, a cursor, a token or a key. */
export interface Place {
  /** `Query.orders(filter.customerId)`. */
  readonly title: string;
  readonly typeName: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly path: readonly string[];
  readonly isList: boolean;
}

/** Inputs that name something although they are texts. */
const NAMING_TEXTS = new Set(['after', 'number', 'estimateToken', 'idempotencyKey']);

/** Every place of the fields of a type; of an interface's field, once for the interface. */
export function placesOf(schema: GraphQLSchema, typeName: string): readonly Place[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const inherited = new Set(type.getInterfaces().flatMap((above) => Object.keys(above.getFields())));
  return Object.values(type.getFields())
    .filter(({ name }) => !inherited.has(name))
    .flatMap((field) =>
      leavesOf(field.args).map(({ path, type: leaf }) => ({
        title: `${typeName}.${field.name}(${path.join('.')})`,
        typeName,
        field,
        path,
        isList: String(leaf).startsWith('['),
      })),
    );
}

interface Input {
  readonly name: string;
  readonly type: GraphQLInputType;
}

function leavesOf(
  inputs: readonly Input[],
): readonly { readonly path: readonly string[]; readonly type: GraphQLInputType }[] {
  return inputs.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (isInputObjectType(named)) {
      return leavesOf(Object.values(named.getFields())).map((leaf) => ({ ...leaf, path: [name, ...leaf.path] }));
    }
    return named.name === 'ID' || NAMING_TEXTS.has(name) ? [{ path: [name], type }] : [];
  });
}

/** Arguments with a value at a path. Lists and inputs on the way are made when they are not there. */
export function withValue(given: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(given)) return [withValue(given[0], [name, ...rest], value), ...(given.slice(1) as unknown[])];
  const object = (given ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [name]: withValue(object[name], rest, value) };
}
