import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { hostileValues, type HostileValue } from './values.ts';

const ROOT_KINDS = ['query', 'mutation', 'subscription'] as const;
type RootKind = (typeof ROOT_KINDS)[number];

/** One operation with one hostile value at one path of its variables. */
export interface Probe {
  readonly title: string;
  readonly kind: RootKind;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The path of the value, from the variables on. */
  readonly path: readonly string[];
  readonly hostile: HostileValue;
  /** True when the field belongs to an object that the answer may not have. */
  readonly isInner: boolean;
}

/** A usual value for an input, by its name and the field that it is given to; undefined leaves the input out. */
export type Usual = (input: string, field: string) => unknown;

type Field = GraphQLField<unknown, unknown>;

/** A field with arguments, and the way from the root to it. */
interface Target {
  readonly kind: RootKind;
  readonly field: Field;
  /** The text before the field. */
  readonly open: string;
  readonly close: string;
  /** Arguments of the root field that leads to the field, as variables. */
  readonly lead: readonly GraphQLArgument[];
  readonly title: string;
  readonly rootField: string;
}

const SKIPPED = /^_/;

/** Every probe of a schema: each argument of each root field, and of each field that a root field leads to. */
export function probesOf(schema: GraphQLSchema, usual: Usual): readonly Probe[] {
  return targetsOf(schema).flatMap((target) => probesOfTarget(schema, target, usual));
}

function targetsOf(schema: GraphQLSchema): readonly Target[] {
  const targets: Target[] = [];
  const rootTypes = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  for (const kind of ROOT_KINDS) {
    const root = rootTypes[kind];
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (SKIPPED.test(field.name)) continue;
      const of = { kind, rootField: field.name };
      targets.push({ ...of, field, open: '', close: '', lead: [], title: field.name });
      if (kind === 'query') targets.push(...innerTargets(schema, field));
    }
  }
  // Several root fields lead to a field of the same type; one of them is enough.
  return [...new Map(targets.toReversed().map((target) => [target.title, target])).values()];
}

/** Fields with arguments on the objects that a root field returns, or on the nodes of its connection. */
function innerTargets(schema: GraphQLSchema, root: Field): readonly Target[] {
  const lead = root.args.filter((argument) => isRequiredArgument(argument) || argument.name === 'id');
  const written = lead.length === 0 ? '' : `(${lead.map(({ name }) => `${name}: $lead_${name}`).join(', ')})`;
  const connection = getNamedType(root.type);
  const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined;
  const answered = nodes === undefined ? connection : getNamedType(nodes.type);
  const [open, close] = nodes === undefined ? ['{', '}'] : ['{ nodes {', '} }'];
  const types = isInterfaceType(answered)
    ? schema.getPossibleTypes(answered)
    : isObjectType(answered)
      ? [answered]
      : [];
  return types.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ args }) => args.length > 0)
      .map((field) => ({
        kind: 'query' as const,
        field,
        open: `${root.name}${written} ${open} ... on ${type.name} {`,
        close: `} ${close}`,
        lead,
        title: `${type.name}.${field.name}`,
        rootField: root.name,
      })),
  );
}

function probesOfTarget(schema: GraphQLSchema, target: Target, usual: Usual): readonly Probe[] {
  const { kind, field, open, close, lead, title, rootField } = target;
  const variables = [
    ...lead.map(({ name, type }) => `$lead_${name}: ${String(type)}`),
    ...field.args.map(({ name, type }) => `$${name}: ${String(type)}`),
  ];
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const declared = variables.length === 0 ? '' : `(${variables.join(', ')})`;
  const call = `${field.name}${given === '' ? '' : `(${given})`}${selectionOf(schema, getNamedType(field.type), 2)}`;
  const query = `${kind} ${declared} { ${open} ${call} ${close} }`;
  const leading = lead.map(({ name, type }) => [`lead_${name}`, usualValue(type, name, { usual, field: rootField })]);
  return placesOf(field.args).flatMap(({ path, type }) =>
    hostileValues(type, path.at(-1)?.name ?? '').map((hostile) => {
      const usualArguments = field.args.map((argument): [string, unknown] => [
        argument.name,
        usualValue(argument.type, argument.name, { usual, field: field.name }),
      ]);
      const base = Object.fromEntries([...leading, ...usualArguments].filter(([, value]) => value !== undefined));
      return {
        title: `${title}(${path.map(({ name }) => name).join('.')}) ${hostile.title}`,
        kind,
        query,
        variables: withValue(base, path, hostile.value, { usual, field: field.name }),
        path: path.map(({ name }) => name),
        hostile,
        isInner: open !== '',
      };
    }),
  );
}

interface Input {
  readonly name: string;
  readonly type: GraphQLInputType;
}

interface InputPlace {
  readonly path: readonly Input[];
  readonly type: GraphQLInputType;
}

/** Every leaf and every list among the inputs; a recursive input type is entered once. */
function placesOf(inputs: readonly Input[], above: readonly Input[] = []): readonly InputPlace[] {
  return inputs.flatMap((input): readonly InputPlace[] => {
    const path = [...above, input];
    const named = getNamedType(input.type);
    if (!isInputObjectType(named)) return [{ path, type: input.type }];
    if (above.some(({ type }) => getNamedType(type) === named)) return [];
    return placesOf(Object.values(named.getFields()), path);
  });
}

interface Known {
  readonly usual: Usual;
  readonly field: string;
}

/** A usual value of an input: by its name, or else the smallest value that its type allows. */
function usualValue(type: GraphQLInputType, name: string, known: Known): unknown {
  const value = known.usual(name, known.field);
  if (value !== undefined) return value;
  return isNonNullType(type) ? leastValue(type, known) : undefined;
}

function leastValue(type: GraphQLInputType, known: Known): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [leastValue(nullable.ofType, known)];
  const named = getNamedType(nullable);
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).map(({ name, type: fieldType }) => [
      name,
      usualValue(fieldType, name, known),
    ]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as unknown;
  }
  return isLeafType(named) && named.name === 'Int' ? 1 : 'unknown';
}

/** The variables with one value replaced. Missing input objects on the path are created. */
function withValue(
  base: Readonly<Record<string, unknown>>,
  [input, ...rest]: readonly Input[],
  value: unknown,
  known: Known,
): Readonly<Record<string, unknown>> {
  if (input === undefined) return base;
  if (rest.length === 0) return { ...base, [input.name]: value };
  const isList = isListType(getNullableType(input.type));
  const there = base[input.name] ?? leastValue(getNullableType(input.type), known);
  const object = (isList && Array.isArray(there) ? there[0] : there) as Readonly<Record<string, unknown>>;
  const replaced = withValue(object, rest, value, known);
  return { ...base, [input.name]: isList ? [replaced] : replaced };
}

/** Selects the leaves down to the given number of levels, enough to return refusals and stored values. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, levels: number): string {
  if (isLeafType(type)) return '';
  if (!isObjectType(type) && !isInterfaceType(type)) return ' { __typename }';
  const fields = Object.values(type.getFields()).filter(({ args, name }) => args.length === 0 && !SKIPPED.test(name));
  const selected = fields.flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [field.name];
    return levels > 1 ? [`${field.name}${selectionOf(schema, named, levels - 1)}`] : [];
  });
  return ` { ${['__typename', ...selected].join(' ')} }`;
}
