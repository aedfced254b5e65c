import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import process, { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { PlannerProcess } from '../../../gateway/engine/planner-process/planner-process.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { staff } from '../differential/graphs/staff.ts';
import { startGraph, withLink } from '../harness.ts';

const composition = composeSupergraph([
  {
    name: 'one',
    url: 'http://one',
    typeDefs: parse('type Query { a: Thing b: Int } type Thing { next: Thing id: ID }'),
  },
]);
if (composition.kind === 'failed') throw new Error('not composed');
const sdl = composition.supergraphSdl;

const never = new AbortController().signal;
const request = (text: string) => ({ supergraph: 'whole', text, labels: [], percentage: 0 });
/** The planner follows fragments without an end until its stack is full; the engine lets no such document through. */
const DEADLY = '{ a { ...F } } fragment F on Thing { next { ...F } }';
/** A valid operation of the differential graph `staff` that the library fails over. */
const ABORTED = '{ person(id: 1) { id ... on Manager { count } name greeting } }';
const serviceOf = (plan: Awaited<ReturnType<PlannerProcess['plan']>>) =>
  plan?.node?.kind === 'Fetch' ? plan.node.serviceName : undefined;

const opened: PlannerProcess[] = [];
async function start(options: { graceMs?: number } = {}): Promise<PlannerProcess> {
  const planner = new PlannerProcess(options);
  opened.push(planner);
  await planner.open('whole', sdl);
  return planner;
}
afterEach(async () => {
  for (const planner of opened.splice(0)) await planner.close();
});

function pidOf(planner: PlannerProcess): number {
  if (planner.pid === undefined) throw new Error('No planner is running');
  return planner.pid;
}

/** Waits until there is no such process, and fails when it stays. */
async function ended(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    try {
      kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(10);
  }
  return false;
}

describe('the planner process', () => {
  it('plans, and answers nothing for what cannot be planned', async () => {
    const planner = await start();
    expect(serviceOf(await planner.plan(request('{ b }'), never))).toBe('one');
    expect(await planner.plan(request('{ nothing }'), never)).toBeUndefined();
  });

  it('starts again after an operation that ended it, and does not plan that one again', async () => {
    const planner = await start();
    const first = pidOf(planner);
    expect(await planner.plan(request(DEADLY), never)).toBeUndefined();
    expect(serviceOf(await planner.plan(request('{ b }'), never))).toBe('one');
    const second = pidOf(planner);
    expect(second).not.toBe(first);
    expect(await planner.plan(request(DEADLY), never)).toBeUndefined();
    expect(pidOf(planner)).toBe(second);
  });

  it('starts again after a valid operation that the library ends it over', async () => {
    const planner = await start();
    const staffSdl = composeSupergraph(
      Object.entries(staff).map(([name, typeDefs]) => {
        return { name, url: 'http://invalid', typeDefs: parse(withLink({ typeDefs })) };
      }),
    );
    if (staffSdl.kind === 'failed') throw new Error('not composed');
    await planner.open('staff', staffSdl.supergraphSdl);
    const first = pidOf(planner);
    expect(await planner.plan({ ...request(ABORTED), supergraph: 'staff' }, never)).toBeUndefined();
    expect(serviceOf(await planner.plan(request('{ b }'), never))).toBe('one');
    expect(pidOf(planner)).not.toBe(first);
  });

  it('plans what was under way beside an operation that ended it', async () => {
    const planner = await start();
    const texts = ['{ b }', DEADLY, '{ a { id } }', '{ a { next { id } } b }'];
    const plans = await Promise.all(texts.map((text) => planner.plan(request(text), never)));
    expect(plans.map(serviceOf)).toEqual(['one', undefined, 'one', 'one']);
  });

  it('plans what was under way when somebody else ended it', async () => {
    const planner = await start();
    const planning = planner.plan(request('{ b }'), never);
    kill(pidOf(planner), 'SIGKILL');
    expect(serviceOf(await planning)).toBe('one');
    kill(pidOf(planner), 'SIGKILL');
    expect(await ended(pidOf(planner))).toBe(true);
    expect(serviceOf(await planner.plan(request('{ a { id } }'), never))).toBe('one');
  });

  it('is ended when it goes on with an operation that is given up', async () => {
    const planner = await start({ graceMs: 50 });
    const pid = pidOf(planner);
    kill(pid, 'SIGSTOP');
    const givenUp = new AbortController();
    void planner.plan(request('{ b }'), givenUp.signal);
    givenUp.abort();
    expect(await ended(pid)).toBe(true);
    expect(serviceOf(await planner.plan(request('{ a { id } }'), never))).toBe('one');
  });

  it('says why it cannot read a supergraph', async () => {
    const planner = await start();
    await expect(planner.open('broken', 'type Query {')).rejects.toThrow();
    expect(serviceOf(await planner.plan(request('{ b }'), never))).toBe('one');
  });

  it('answers what is under way with nothing when it is closed, and is gone', async () => {
    const planner = await start();
    const pid = pidOf(planner);
    const planning = planner.plan(request('{ b }'), never);
    await planner.close();
    expect(await planning).toBeUndefined();
    expect(await ended(pid)).toBe(true);
  });

  it('does not outlive the process that started it, however that ends', async () => {
    const gateway = fork(new URL('./hold-planner.ts', import.meta.url), [], { execArgv: [] });
    const [pid] = (await once(gateway, 'message')) as [number];
    gateway.kill('SIGKILL');
    expect(await ended(pid)).toBe(true);
  });

  it('gets nothing of the environment', async () => {
    process.env['A_SECRET'] = 'secret';
    const environment = await readFile(`/proc/${pidOf(await start())}/environ`, 'utf8').catch(() => '');
    delete process.env['A_SECRET'];
    expect(environment).not.toContain('A_SECRET');
  });
});

describe('an engine', () => {
  it('answers an operation that the library ends its process over', async () => {
    const subgraphs = Object.fromEntries(Object.entries(staff).map(([name, typeDefs]) => [name, { typeDefs }]));
    await using graph = await startGraph(subgraphs);
    expect(await graph.data(ABORTED)).toEqual({ person: null });
  });

  it('ends its planner when it is closed', async () => {
    const graph = await startGraph({
      one: { typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } },
    });
    expect(await graph.data('{ a }')).toEqual({ a: 1 });
    await graph[Symbol.asyncDispose]();
    expect(await graph.run('{ a }')).toMatchObject({ data: { a: 1 } });
    expect(await graph.run('{ b: a }')).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  });
});
