import { isRequiredArgument, type GraphQLField } from 'graphql';
import type { Tree } from './canaries.ts';
import { plain } from './foreign.ts';
import { placesOf, withValue, type Place } from './places.ts';
import { API, type Reader } from './reader.ts';
import { ROOTS } from './roots.ts';
import type { Role, Sight } from './sight.ts';
import { decoded, missing, NODE_THINGS, THING_OF_INPUT } from './things.ts';
import type { Holder, World } from './world.ts';

type Args = Readonly<Record<string, unknown>>;

/** The places of the fields that objects of the graph have, and the cursors of the root fields. */
export function innerPlaces(): readonly Place[] {
  const types = Object.keys(API.getTypeMap()).filter((name) => !/^(__|Query$|Mutation$|Subscription$)/.test(name));
  const cursors = placesOf(API, 'Query').filter(({ path }) => path.join() === 'after');
  return [...cursors, ...types.flatMap((name) => placesOf(API, name))];
}

/** A value that belongs to another account, with one next to it that does not exist. */
export interface Foreign {
  readonly place: Place;
  readonly value: string;
}

/** What belongs to the accounts of a tree and can be named at a place; nothing that belongs to nobody. */
export async function foreignAt(
  place: Place,
  { sight, role, ...from }: Source & { readonly sight: Sight; readonly role: Role },
): Promise<readonly Foreign[]> {
  const all = new Map((await namesAt(place, from)).map((one) => [one.value, one]));
  const foreign = [...all.values()].filter(({ value }) => {
    const ids = decoded(value) ?? [value];
    return ids.some((id) => sight.maySeeId(role, id) === false);
  });
  return place.path.at(-1) === 'after' ? foreign.slice(0, CURSORS) : foreign;
}

/** How many cursors of others are tried at each place. */
const CURSORS = 3;

interface Source {
  readonly world: World;
  readonly tree: Tree;
  /** Reads the cursors. */
  readonly provider: Reader;
}

async function namesAt(place: Place, { world, tree, provider }: Source): Promise<readonly Foreign[]> {
  const holders = world.holders.filter((holder) => holder.tree === tree);
  const name = place.path.at(-1) ?? '';
  if (name === 'after') {
    const lists = await Promise.all(holders.map((holder) => cursorsOf(place, holder, provider)));
    return lists.flat().map((value) => ({ place, value }));
  }
  const thing = name === 'number' ? 'orderNumber' : THING_OF_INPUT[name];
  if (thing === undefined) throw new Error(`${place.title}: add a line for "${name}" to THING_OF_INPUT`);
  return holders.flatMap(({ things }) => {
    const value = things[thing];
    return value === undefined ? [] : [{ place, value }];
  });
}

/** The cursors of a list of another account, as those who may see it read them. */
async function cursorsOf(place: Place, holder: Holder, provider: Reader): Promise<readonly string[]> {
  const { text, variables } = innerCall(place, holder, {});
  const { data } = await provider.ask(text, variables, true);
  return [...JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor ?? '');
}

interface Asked {
  readonly text: string;
  readonly variables: Args;
}

/** The object that has the field: the holder's own, or one that belongs to nobody. */
function innerCall({ typeName, field }: Place, holder: Pick<Holder, 'things'>, given: Args): Asked {
  const args = { ...(typeName === 'Query' ? neededBy(field) : {}), ...given };
  const used = field.args.filter(({ name }) => name in args);
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`);
  const named = used.map(({ name }) => `${name}: $${name}`);
  const call = `${field.name}${named.length === 0 ? '' : `(${named.join(', ')})`} ${shallow(field)}`;
  if (typeName === 'Query') {
    return { text: `query ${declared.length === 0 ? '' : `(${declared.join(', ')})`} { ${call} }`, variables: args };
  }
  const [nodeType, inside] = INSIDE[typeName] ?? [typeName, undefined];
  const [thing] = Object.entries(NODE_THINGS).find(([, type]) => type === nodeType) ?? ['account'];
  const id = holder.things[thing];
  const asked = inside === undefined ? call : `${inside} { ${call} }`;
  const text = `query (${['$node: ID!', ...declared].join(', ')}) { node(id: $node) { ... on ${nodeType} { ${asked} } } }`;
  return { text, variables: { node: id ?? 'acc_01jd0000000000000000000000', ...args } };
}

/** What a root field cannot be asked without, as its first row has it. */
function neededBy({ name, args }: GraphQLField<unknown, unknown>): Args {
  const row = ROOTS[name]?.[0]?.(() => '') ?? {};
  return Object.fromEntries(args.filter(isRequiredArgument).map((argument) => [argument.name, row[argument.name]]));
}

/** Objects without an id of their own, and the field of another object in which they are. */
const INSIDE: Readonly<Record<string, readonly [typeName: string, field: string]>> = { PlanPrice: ['Plan', 'prices'] };

function shallow(field: GraphQLField<unknown, unknown>): string {
  const type = String(field.type).replaceAll(/[[\]!]/g, '');
  if (type === 'Money') return '{ amount }';
  return type.endsWith('Connection') ? '{ totalCount pageInfo { hasNextPage } edges { cursor } }' : '{ __typename }';
}

/** Asks with the foreign value and with the missing one, and tells the difference; undefined when there is none. */
export async function innerDifference(
  reader: Reader,
  { place, value }: Foreign,
  own: Pick<Holder, 'things'>,
): Promise<string | undefined> {
  const told = async (named: string): Promise<string> => {
    const args = withValue({}, place.path, place.isList ? [named] : named) as Args;
    const { text, variables } = innerCall(place, own, args);
    return plain(await reader.ask(text, variables), [named]);
  };
  const [foreign, absent] = [await told(value), await told(missing(value))];
  return foreign === absent ? undefined : `${place.title} = ${value}: foreign ${foreign} missing ${absent}`;
}
