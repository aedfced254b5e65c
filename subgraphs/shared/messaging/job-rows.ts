import type { Db } from 'pg-boss';

/** The schema of the tables in which the library keeps queues and jobs. */
export const JOBS_SCHEMA = 'jobs';

/** The table of the jobs: no queue has a partition of its own. The name in front saves the planner the search for it. */
const JOBS = `${JOBS_SCHEMA}.job_common as job`;

/**
 * A worker holds a job for so long after its last heartbeat. Then another one takes the job over, so a process that dies
 * delays its jobs by this and one beat.
 */
export const LEASE_SECONDS = 3;

/** Nothing ends a job because of its age while its heartbeat goes on. Timers of the library take no larger number. */
const NO_EXPIRY_SECONDS = 2_000_000;
const KEPT_AFTER_DUE = `interval '365 days'`;

/** What runs a statement: the pool of the job queue, or a transaction. */
export type Statements = Pick<Db, 'executeSql'>;

/** One worker's hold on a job. Each time that a job is claimed has a moment of its own, which no later claim shares. */
export interface Claim {
  readonly queue: string;
  readonly id: string;
  /** As the database writes it, since a JavaScript date lacks the microseconds. */
  readonly claimed: string;
}

/** A job as it was claimed. */
export interface ClaimedRow extends Claim {
  readonly data: object;
  /** Which try this is, the first of which is 1. */
  readonly tries: number;
  readonly isLastTry: boolean;
}

/** A job that its worker is done with. */
export interface EndedClaim extends Claim {
  /** When it is to be done again, as the same row; null when it is done. */
  readonly due: Date | null;
}

/** How many more jobs of a queue a worker can take. */
export interface FreeSlots {
  readonly queue: string;
  readonly slots: number;
}

const CLAIM_COLUMNS = `job.name as queue, job.id, started_on::text as claimed, data, retry_count + 1 as tries,
  retry_count >= retry_limit as "isLastTry"`;

const IS_HELD = (job: string, claim: string): string =>
  `${job}.name = ${claim}.queue and ${job}.id = ${claim}.id and ${job}.state = 'active' and ${job}.started_on = ${claim}.claimed`;

/** A job is claimed when it is due: a later time of its start means that somebody has asked for it since. */
const UNLESS_HASTENED = (due: string): string =>
  `case when job.start_after > job.started_on then job.start_after else ${due} end`;

const CLAIMS = (parameter: string, more = ''): string =>
  `json_to_recordset(${parameter}::text::json) as claim (queue text, id uuid, claimed timestamptz${more})`;

/** What becomes of the jobs of the second parameter. */
const ENDINGS = `ended as (select * from ${CLAIMS('$2', ', due timestamptz')}),
  done as (
    delete from ${JOBS} using ended
    where ended.due is null and job.singleton_on is null and ${IS_HELD('job', 'ended')}
  ), kept as (
    update ${JOBS} set state = 'completed', completed_on = now() from ended
    where ended.due is null and job.singleton_on is not null and ${IS_HELD('job', 'ended')}
  ), waiting as (
    update ${JOBS} set state = 'created', retry_count = 0, started_on = null, heartbeat_on = null,
      start_after = ${UNLESS_HASTENED('ended.due')}, keep_until = ended.due + ${KEPT_AFTER_DUE} from ended
    where ended.due is not null and ${IS_HELD('job', 'ended')}
  ),`;

/** Claims jobs that are due, as many of each queue as the first parameter says. */
const CLAIMING = `next as (
    select due.name, due.id from json_to_recordset($1::text::json) as free (queue text, slots int),
      lateral (
        select name, id from ${JOBS}
        where name = free.queue and state < 'active' and not blocked and start_after <= now()
        order by start_after limit free.slots for update skip locked
      ) as due
  )
  update ${JOBS} set state = 'active', started_on = now(), heartbeat_on = now(),
    heartbeat_seconds = ${LEASE_SECONDS}, expire_seconds = ${NO_EXPIRY_SECONDS},
    retry_count = retry_count + (state = 'retry')::int
  from next where job.name = next.name and job.id = next.id
  returning ${CLAIM_COLUMNS}, start_after::text as since`;

/**
 * Removes jobs that are done, puts those back that wait, and claims the next ones that are due: one statement for all of a
 * worker's queues. A job that is done leaves a row only when that keeps others of the same period away.
 */
export async function endAndClaim(
  db: Statements,
  ended: readonly EndedClaim[],
  free: readonly FreeSlots[],
): Promise<readonly ClaimedRow[]> {
  const { rows } = await db.executeSql(`with ${ended.length > 0 ? ENDINGS : ''} ${CLAIMING}`, [
    JSON.stringify(free),
    ...(ended.length > 0 ? [JSON.stringify(ended)] : []),
  ]);
  const claimed = rows as readonly (ClaimedRow & { readonly since: string })[];
  return claimed.toSorted((one, other) => (one.since < other.since ? -1 : 1));
}

/** What a heartbeat found. */
export interface Beat {
  /** The jobs that this worker still holds. */
  readonly held: ReadonlySet<string>;
  /** Whether there is a job that can be claimed. */
  readonly isDue: boolean;
  /** Jobs of dead workers that were on their last try: this worker has claimed them, to tell of their end. */
  readonly spent: readonly ClaimedRow[];
}

/**
 * Keeps a worker's claims, frees the jobs of its queues whose workers have stopped to do so, and tells whether any can be
 * claimed. A worker whose heartbeat was late does not free its own.
 */
export async function beat(db: Statements, claims: readonly Claim[], queues: readonly string[]): Promise<Beat> {
  const { rows } = await db.executeSql(
    `with claim as (select * from ${CLAIMS('$1')}),
     queue as (select json_array_elements_text($2::text::json) as name),
     held as (
       update ${JOBS} set heartbeat_on = now() from claim where ${IS_HELD('job', 'claim')} returning job.id
     ), lapsed as (
       select name, id from ${JOBS}
       where state = 'active' and name in (select name from queue)
         and heartbeat_seconds <= ${LEASE_SECONDS} and heartbeat_on < now() - heartbeat_seconds * interval '1 s'
         and id not in (select id from claim)
       for update skip locked
     ), freed as (
       update ${JOBS} set state = 'retry', start_after = now(), heartbeat_on = null from lapsed
       where job.name = lapsed.name and job.id = lapsed.id and retry_count < retry_limit returning 1
     ), spent as (
       update ${JOBS} set started_on = now(), heartbeat_on = now() from lapsed
       where job.name = lapsed.name and job.id = lapsed.id and retry_count >= retry_limit
       returning ${CLAIM_COLUMNS}
     )
     select (select coalesce(json_agg(id), '[]') from held) as held,
       (select coalesce(json_agg(spent), '[]') from spent) as spent,
       exists (select 1 from freed) or exists (
         select 1 from queue, lateral (
           select 1 from ${JOBS}
           where name = queue.name and state < 'active' and not blocked and start_after <= now() limit 1) as due
       ) as "isDue"`,
    [JSON.stringify(claims), JSON.stringify(queues)],
  );
  const [found] = rows as readonly (Omit<Beat, 'held'> & { readonly held: readonly string[] })[];
  return { held: new Set(found?.held), spent: found?.spent ?? [], isDue: found?.isDue ?? false };
}

/** What becomes of a job that failed. */
export interface Failure {
  readonly reason: string;
  /** It is not tried again; the row stays, for somebody to look at. */
  readonly isFinal: boolean;
}

/** Puts a failed job back for its next try after the pause of its queue, or leaves it as failed for good. */
export async function failJob(db: Statements, claim: Claim, { reason, isFinal }: Failure): Promise<void> {
  await db.executeSql(
    `update ${JOBS} set state = $2::${JOBS_SCHEMA}.job_state, heartbeat_on = null, output = $3::text::jsonb,
       completed_on = case when $2 = 'failed' then now() end,
       start_after = now() + interval '1 s' * case
         when $2 = 'failed' then 0
         when retry_backoff then least(
           retry_delay_max, greatest(retry_delay, 1) * 2 ^ least(15, retry_count) * (1 + random()))
         else retry_delay end
     from ${CLAIMS('$1')} where ${IS_HELD('job', 'claim')}`,
    [JSON.stringify([claim]), isFinal ? 'failed' : 'retry', JSON.stringify({ message: reason })],
  );
}

/** Gives claimed jobs back as if nobody had begun them. */
export async function handBack(db: Statements, claims: readonly Claim[]): Promise<void> {
  await db.executeSql(
    `update ${JOBS} set state = 'created', started_on = null, heartbeat_on = null
     from ${CLAIMS('$1')} where ${IS_HELD('job', 'claim')}`,
    [JSON.stringify(claims)],
  );
}

/** Removes a job that is done. Answers false when another worker has it. */
export async function endJob(db: Statements, claim: Claim): Promise<boolean> {
  const { rows } = await db.executeSql(
    `delete from ${JOBS} using ${CLAIMS('$1')} where ${IS_HELD('job', 'claim')} returning job.id`,
    [JSON.stringify([claim])],
  );
  return rows.length > 0;
}

/**
 * Writes what is to be done next into the row of a job: at a later time, or at once by the worker that has it. Its tries
 * begin anew. Answers false when another worker has it.
 */
export async function continueJob(
  db: Statements,
  claim: Claim,
  { data, due }: { readonly data: object; readonly due: Date | null },
): Promise<boolean> {
  const { rows } = await db.executeSql(
    `update ${JOBS} set data = $2::text::jsonb, retry_count = 0,
       keep_until = coalesce(next.due, now()) + ${KEPT_AFTER_DUE},
       state = case when next.due is null then job.state else 'created' end,
       start_after = case when next.due is null then job.start_after else ${UNLESS_HASTENED('next.due')} end,
       started_on = case when next.due is null then job.started_on end,
       heartbeat_on = case when next.due is null then now() end
     from ${CLAIMS('$1')}, (select $3::text::timestamptz as due) as next
     where ${IS_HELD('job', 'claim')} returning job.id`,
    [JSON.stringify([claim]), JSON.stringify(data), due?.toISOString() ?? null],
  );
  return rows.length > 0;
}

/** Which jobs are to be done at once: those whose data have one of the values in the field. */
export interface Hastened {
  readonly queue: string;
  readonly field: string;
  readonly values: readonly string[];
}

/** Lets jobs that wait be due now, and those that are being done be due again. Answers the values for which there are some. */
export async function hastenJobs(db: Statements, { queue, field, values }: Hastened): Promise<readonly string[]> {
  const { rows } = await db.executeSql(
    `update ${JOBS} set start_after = clock_timestamp()
     where name = $1 and state <= 'active' and data->>$2::text in (select json_array_elements_text($3::text::json))
     returning data->>$2::text as value`,
    [queue, field, JSON.stringify(values)],
  );
  return (rows as readonly { readonly value: string }[]).map(({ value }) => value);
}
