import {
  LockMode,
  UniqueConstraintViolationException,
  type EntityDictionary,
  type EntityName,
  type FilterQuery,
  type Loaded,
} from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isRefused } from '../domain/refusal.ts';
import { failpoint, type FailpointStep } from '../process/failpoint.ts';
import { readRow } from './read-row.ts';
import { textArray } from './sql.ts';

/** Reads the tables of one subgraph. */
export interface Reader extends Pick<EntityManager, 'find' | 'findOne' | 'findOneOrFail' | 'count'> {
  /**
   * The entity of a row that `query` or `execute` read; the row has columns of the entity's table, and the entity what it
   * has. A writer watches it; of a reader it is a plain object.
   */
  map<Entity extends object>(entity: EntityName<Entity>, row: object): Entity;
  /** The entities with these ids, in any order, as plain objects: a writer does not watch them either. */
  byIds<Entity extends { readonly id: string }>(
    entity: EntityName<Entity>,
    ids: readonly Entity['id'][],
  ): Promise<readonly Entity[]>;
  /** The rows of a statement that only reads; `?` stands for a value. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** Writes the tables of one subgraph. There is one inside a transaction only: `UnitOfWork.write` hands it out. */
export interface Writer
  extends Reader, Pick<EntityManager, 'create' | 'remove' | 'flush' | 'nativeUpdate' | 'nativeDelete'> {
  /** Runs a statement that writes, and returns the rows that it returns. */
  execute<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * Finds one row, locks it until the transaction ends and reads its values anew: they may have changed since this unit
   * of work read them first. Null when there is no such row.
   */
  lock<Entity extends object>(
    entity: EntityName<Entity>,
    where: FilterQuery<NoInfer<Entity>>,
  ): Promise<Loaded<Entity> | null>;
  /** The transaction itself, in which the job queue adds its jobs. */
  readonly transaction: unknown;
  /** Whether the transaction has its entry in the audit log, or has said why it needs none. */
  readonly audit: { isSettled: boolean };
}

/** How a use case reaches the tables of its subgraph. */
export interface UnitOfWork {
  readonly read: Reader;
  /**
   * Runs a function in one transaction: the only source of a writer. Commits when the function resolves. Rolls back when
   * it rejects, and when it resolves to a refused outcome, so that what was refused has changed nothing.
   *
   * @param step names the transaction for tests that kill the process before or after its commit
   */
  write<Result>(work: (tx: Writer) => Promise<Result>, step?: FailpointStep): Promise<Result>;
}

/** One unit of work for one operation: the rows that it has read are the rows that it writes. */
export function createUnitOfWork(em: EntityManager): UnitOfWork {
  return { read: createReader(em), write: (work, step) => runInTransaction(em, work, step) };
}

/** A unit of work for each use, for jobs and facts: nothing that was read before is taken for what is there now. */
export function createFreshUnits(fork: () => EntityManager): UnitOfWork {
  return {
    get read() {
      return createReader(fork());
    },
    write: (work, step) => runInTransaction(fork(), work, step),
  };
}

/**
 * The context of jobs, facts and commands: fresh units of work with what their use cases need besides. Copying the units
 * into an object would keep the one reader that they give at that moment, and everything it has read.
 */
export function workWith<Deps>(fresh: UnitOfWork, deps: Deps): UnitOfWork & { readonly deps: Deps } {
  return {
    get read() {
      return fresh.read;
    },
    write: (work, step) => fresh.write(work, step),
    deps,
  };
}

/** Whether a write failed because another row already has a value that must be unique. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof UniqueConstraintViolationException;
}

/** Carries a refused outcome out of a transaction that is to be rolled back. */
class Rollback extends Error {
  readonly outcome: unknown;

  constructor(outcome: unknown) {
    super('The use case refused');
    this.outcome = outcome;
  }
}

async function runInTransaction<Result>(
  em: EntityManager,
  work: (tx: Writer) => Promise<Result>,
  step: FailpointStep | undefined,
): Promise<Result> {
  try {
    const committed = await em.transactional(async (tx) => {
      const result = await work(createWriter(tx));
      if (isRefused(result)) throw new Rollback(result);
      failpoint(step, 'before_commit');
      return result;
    });
    failpoint(step, 'after_commit');
    return committed;
  } catch (error) {
    if (error instanceof Rollback) return error.outcome as Result;
    throw error;
  }
}

function createReader(em: EntityManager): Reader {
  return {
    find: em.find.bind(em),
    findOne: em.findOne.bind(em),
    findOneOrFail: em.findOneOrFail.bind(em),
    count: em.count.bind(em),
    map: (entity, row) => readRow(em, entity, row),
    byIds: async (entity, ids) => {
      const table = `${em.config.get('schema')}.${em.getMetadata(entity).tableName}`;
      const sql = `select * from ${table} where id = any (?::text[])`;
      return (await em.execute<object[]>(sql, [textArray(ids)])).map((row) => readRow(em, entity, row));
    },
    query: (sql, values = []) => em.execute(sql, [...values]),
  };
}

function createWriter(em: EntityManager): Writer {
  const transaction: unknown = em.getTransactionContext();
  return {
    ...createReader(em),
    // Here the rows are watched: what is changed in them is written.
    map: <Entity extends object>(entity: EntityName<Entity>, row: object) =>
      em.map(entity, row as EntityDictionary<Entity>),
    create: em.create.bind(em),
    remove: em.remove.bind(em),
    flush: em.flush.bind(em),
    nativeUpdate: em.nativeUpdate.bind(em),
    nativeDelete: em.nativeDelete.bind(em),
    execute: (sql, values = []) => em.execute(sql, [...values]),
    lock: (entity, where) => em.findOne(entity, where, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true }),
    transaction,
    audit: { isSettled: false },
  };
}
