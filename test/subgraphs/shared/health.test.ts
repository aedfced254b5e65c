import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Health, Unwell, type HealthCheck } from '../../../subgraphs/shared/process/health.ts';
import { eventually } from '../../support/eventually.ts';

const SINCE = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;

function watch(...checks: readonly HealthCheck[]) {
  const logged: string[] = [];
  const health = new Health(pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }));
  onTestFinished(() => health.close());
  health.add(checks);
  return { health, logged };
}

const part = (name: string, isNeeded: boolean, probe: HealthCheck['probe']): HealthCheck => ({ name, isNeeded, probe });
const works = (): Promise<undefined> => Promise.resolve(undefined);
const fails = (): Promise<undefined> => Promise.reject(new Error('password of admin at 10.0.0.7 is wrong'));

describe('the health of a process', () => {
  it('is ready while every part works, from the first question on', async () => {
    const { health, logged } = watch(part('database', true, works), part('bus', false, works));
    expect(await health.report()).toEqual({
      status: 'ready',
      checks: { database: { status: 'up', since: SINCE }, bus: { status: 'up', since: SINCE } },
    });
    expect(logged).toEqual([]);
  });

  it('is not ready without a part that it needs, and degraded without another', async () => {
    const database = part('database', true, fails);
    const bus = part('bus', false, fails);
    expect((await watch(database, part('bus', false, works)).health.report()).status).toBe('not ready');
    expect((await watch(part('database', true, works), bus).health.report()).status).toBe('degraded');
    expect((await watch(bus, database).health.report()).status).toBe('not ready');
  });

  it('is degraded by a warning, which it shows and logs', async () => {
    const { health, logged } = watch(part('clock', true, () => Promise.resolve('40 s ahead')));
    expect(await health.report()).toMatchObject({
      status: 'degraded',
      checks: { clock: { status: 'warning', detail: '40 s ahead' } },
    });
    expect(logged.join()).toContain('40 s ahead');
  });

  it('calls a part down that does not answer within two seconds', async () => {
    const { health } = watch(part('database', true, () => new Promise(() => undefined)));
    expect(await health.report()).toMatchObject({
      status: 'not ready',
      checks: { database: { status: 'down', detail: 'no answer within 2 s' } },
    });
  });

  it('shows the kind of a failure, and of its message only what is meant for everybody', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
    const { health } = watch(
      part('first', true, fails),
      part('second', true, () => Promise.reject(refused)),
      part('third', true, () => Promise.reject(new Unwell('nobody looks for jobs'))),
    );
    const { checks } = await health.report();
    expect(Object.values(checks).map(({ detail }) => detail)).toEqual([
      'failed (Error)',
      'failed (ECONNREFUSED)',
      'nobody looks for jobs',
    ]);
  });

  it('looks again by itself, remembers since when it is so, and logs each change once', async () => {
    let isAway = false;
    let looks = 0;
    const probe = (): Promise<undefined> => {
      looks += 1;
      return isAway ? fails() : works();
    };
    const { health, logged } = watch(part('bus', false, probe));
    const before = await health.report();
    const seen = looks;
    for (let asked = 0; asked < 100; asked += 1) await health.report();
    expect(looks - seen).toBeLessThan(2);
    isAway = true;
    await eventually(async () => expect((await health.report()).status).toBe('degraded'));
    const down = (await health.report()).checks['bus'];
    expect(down?.since).not.toBe(before.checks['bus']?.since);
    const lookedAt = looks;
    await eventually(() => expect(looks).toBeGreaterThan(lookedAt + 1));
    expect((await health.report()).checks['bus']).toEqual(down);
    isAway = false;
    await eventually(async () => expect((await health.report()).status).toBe('ready'));
    expect(logged.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'a health check does not pass',
      'a health check passes again',
    ]);
  });

  it('names parts after what they belong to, where a process has several', async () => {
    const health = new Health(pino({ level: 'silent' }));
    onTestFinished(() => health.close());
    health.add([part('database', true, works)], 'orders');
    health.add([part('database', true, works)], 'catalog');
    expect(Object.keys((await health.report()).checks)).toEqual(['orders.database', 'catalog.database']);
  });
});
