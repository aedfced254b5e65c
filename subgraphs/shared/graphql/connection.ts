import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { isStorable } from '../domain/characters.ts';
import type { ListKey, ListLoader } from '../database/list-loader.ts';
import { exactly, type Total } from '../database/total.ts';
import { badUserInput } from './errors.ts';
import { Length } from './input-lengths.ts';

export const MAX_PAGE = 100;

/** Enough for a name of 300 characters, each of which JSON may escape as six, and an id, in base64. */
export const MAX_CURSOR_LENGTH = 3_000;
const DEFAULT_PAGE = 20;

/** The cost of a list: as many nodes as are asked for. */
export const LIST_SIZE =
  '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE,
    description: 'The number of items to return, from 1 to 100.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the item after which to start. Leave it out to start at the beginning.',
  })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string | null;
}

@ObjectType('PageInfo', { description: 'The position of a page within its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether the list has more items after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the list has items before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first item of the page. Null when the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the last item of the page: pass it as `after` to get the next page. Null when the page is empty.',
  })
  endCursor!: string | null;
}

/** One page of a list, as the Relay specification defines it. The total is counted only when it is asked for. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
  totalCountIsExact(): Promise<boolean>;
}

/** The page that a list field was asked for: `first` items after a position. */
export interface PageRequest {
  readonly first: number;
  /** The parts of the cursor: the sort key, then the id. Undefined at the start. */
  readonly after: readonly string[] | undefined;
}

/**
 * Reads the paging arguments. A `first` of null means the default.
 * Throws BAD_USER_INPUT when `first` is not from 1 to 100, or the cursor is not one of this list.
 */
export function readPage(args: PageArgs, keyParts = 1): PageRequest {
  const first = args.first ?? DEFAULT_PAGE;
  const { after } = args;
  if (first < 1 || first > MAX_PAGE) throw badUserInput(`first must be from 1 to ${MAX_PAGE}, got ${first}.`, 'first');
  if (after === undefined || after === null) return { first, after: undefined };
  const parts = decodeCursor(after);
  if (parts?.length !== keyParts) throw unknownCursor();
  return { first, after: parts };
}

/** The same for a list whose cursors are a time and an id. */
export function readTimedPage(args: PageArgs): PageRequest {
  const page = readPage(args, 2);
  const [time] = page.after ?? [];
  if (time !== undefined && !isWrittenTime(time)) throw unknownCursor();
  return page;
}

/** Whether a text is a time in the only form in which cursors have it: the database could read others, or refuse them. */
function isWrittenTime(text: string): boolean {
  const time = new Date(text);
  return /^\d{4}-/.test(text) && !Number.isNaN(time.getTime()) && time.toISOString() === text;
}

/** The error for a cursor that is not one of the list that it was sent to. */
export function unknownCursor() {
  return badUserInput('after must be a cursor that this list returned, unchanged.', 'after');
}

/** Makes an opaque cursor of the parts of a sort key. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads the parts of a cursor; undefined for a text that is not a cursor. */
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
 * Makes a connection of rows in the order of the list, of which one more than `first` were read.
 *
 * @param key the sort key of a row, as in its cursor
 * @param count counts the whole list; called at most once, and not unless somebody asks
 */
export function toConnection<T>(
  rows: readonly T[],
  page: PageRequest,
  key: (row: T) => readonly string[],
  count: () => Promise<Total>,
): Connection<T> {
  let counted: Promise<Total> | undefined;
  const total = (): Promise<Total> => (counted ??= count());
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
    totalCount: async () => (await total()).count,
    totalCountIsExact: async () => (await total()).isExact,
  };
}

/** A connection without items. A list that the viewer may not see looks like an empty one. */
export function emptyConnection<T>(page: PageRequest): Connection<T> {
  return toConnection<T>(
    [],
    page,
    () => [],
    () => Promise.resolve(exactly(0)),
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
  @ObjectType(`${name}Edge`, { description: `An item of a list of ${name} nodes, with its cursor.` })
  class Edge {
    @Field(() => String, { description: 'The position of the item: pass it as `after` to continue after this item.' })
    cursor!: string;

    @Field(node as () => ClassType<T>, { description: 'The item at this position.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${name} nodes.` })
  class ConnectionOf implements Connection<T> {
    @Field(() => [Edge], { description: 'The items of the page, each with its cursor.' })
    edges!: Edge[];

    @Field(() => [node()] as unknown as ClassType<T>[], { description: 'The items of the page, without cursors.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Whether there are more items, and the cursors to get them.' })
    pageInfo!: PageInfo;

    // Simple fields: graphql-js calls the functions, and only when the fields are asked for.
    @Field(() => Int, {
      simple: true,
      description:
        'The number of items in the whole list. Long lists are counted up to 10,000: `totalCountIsExact` says whether there may be more.',
    })
    totalCount!: () => Promise<number>;

    @Field(() => Boolean, {
      simple: true,
      description:
        'Whether `totalCount` is the exact number. If not, the list has at least so many items: show it as "10,000+".',
    })
    totalCountIsExact!: () => Promise<boolean>;
  }
  return ConnectionOf;
}
