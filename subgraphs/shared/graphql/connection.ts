import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { isStorable } from '../domain/characters.ts';
import type { ListKey, ListLoader } from '../database/list-loader.ts';
import { badUserInput } from './errors.ts';
import { Length } from './input-lengths.ts';

export const MAX_PAGE = 100;

/** Of a name of 300 characters, each six after JSON has escaped it, with an id, in base64. */
export const MAX_CURSOR_LENGTH = 3_000;
const DEFAULT_PAGE = 20;

/** What a list costs: as many nodes as are asked for. */
export const LIST_SIZE =
  '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_PAGE, description: 'How many, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor to continue behind.' })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string | null;
}

@ObjectType('PageInfo', { description: 'Where a page of a list stands.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'There is more after the last edge.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'The page did not begin at the start of the list.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The first edge's cursor." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "The last edge's cursor: pass it as `after` for the next page." })
  endCursor!: string | null;
}

/** One page of a list in Relay's form; the total is counted only when it is asked for. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

/** What a list field was asked for: `first` items after a position. */
export interface PageRequest {
  readonly first: number;
  /** The parts of the cursor: the sort key, then the id. Undefined at the start. */
  readonly after: readonly string[] | undefined;
}

/**
 * Reads the paging arguments; a `first` of null means the default.
 * Throws BAD_USER_INPUT when `first` is not 1..100 or the cursor is not one of this list's.
 */
export function readPage(args: PageArgs, keyParts = 1): PageRequest {
  const first = args.first ?? DEFAULT_PAGE;
  const { after } = args;
  if (first < 1 || first > MAX_PAGE) throw badUserInput(`first must be from 1 to ${MAX_PAGE}, got ${first}.`, 'first');
  if (after === undefined || after === null) return { first, after: undefined };
  const parts = decodeCursor(after);
  if (parts?.length !== keyParts) {
    throw badUserInput('after must be a cursor that this list returned, unchanged.', 'after');
  }
  return { first, after: parts };
}

/** Makes an opaque cursor of the parts of a sort key. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads a cursor's parts; undefined when it is not one. */
export function decodeCursor(cursor: string): readonly string[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string' && isStorable(part))
      ? parts
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes a connection of rows read with one more than `first`, in the list's order.
 *
 * @param key the sort key of a row, as in its cursor
 * @param count counts the whole list, exactly
 */
export function toConnection<T>(
  rows: readonly T[],
  page: PageRequest,
  key: (row: T) => readonly string[],
  count: () => Promise<number>,
): Connection<T> {
  const nodes = rows.slice(0, page.first);
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(key(node)) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: count,
  };
}

/** A connection without items: of a list that the viewer may not see, which looks like an empty one. */
export function emptyConnection<T>(page: PageRequest): Connection<T> {
  return toConnection<T>(
    [],
    page,
    () => [],
    () => Promise.resolve(0),
  );
}

/** Makes a connection of one page of a batched list. */
export async function listConnection<T>(
  list: ListLoader<T>,
  key: ListKey,
  sortKey: (row: T) => readonly string[],
): Promise<Connection<T>> {
  return toConnection(await list.rows.load(key), key.page, sortKey, () => list.count.load(key));
}

/** Declares `<name>Connection` and `<name>Edge` for a node type. */
export function connectionType<T extends object>(
  name: string,
  node: () => ClassType<T> | object,
): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `A place in a list of ${name} nodes.` })
  class Edge {
    @Field(() => String, { description: 'Where this edge stands: pass it as `after` to continue behind it.' })
    cursor!: string;

    @Field(node as () => ClassType<T>, { description: 'What stands there.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} nodes.` })
  class ConnectionOf implements Connection<T> {
    @Field(() => [Edge], { description: 'The page with a cursor for each node.' })
    edges!: Edge[];

    @Field(() => [node()] as unknown as ClassType<T>[], { description: 'The page without cursors.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Whether there is more, and from where.' })
    pageInfo!: PageInfo;

    // Simple, so that graphql-js calls it, and only when it is asked for.
    @Field(() => Int, { simple: true, description: 'How many the whole list has, exactly.' })
    totalCount!: () => Promise<number>;
  }
  return ConnectionOf;
}
