import { setTimeout as sleep } from 'node:timers/promises';
import type { Link } from '../platform/links.ts';
import type { ProcessName } from '../platform/supervisor.ts';
import type { Random } from '../random.ts';
import { SELLERS, type VendorScript } from '../workload/buyer.ts';
import { measureService } from './outage.ts';
import type { Scenario, Scene } from './scenario.ts';

/** Something that goes wrong and is right again after a while. Resolves when it is over. */
type Act = (scene: Scene) => Promise<string>;

const PROCESSES: readonly ProcessName[] = [
  'worker1',
  'worker2',
  'orders',
  'accounts',
  'catalog',
  'gateway',
  'simulator',
];
const SCRIPTS: readonly VendorScript[] = [
  ...(['', '', '', ''] as const),
  ...([
    'droporder',
    'droptenant',
    'applieslate',
    'latetenant',
    'outage',
    'throttled',
    'unfulfilled',
    'rejected',
  ] as const),
];
const ORDERS = 12;
const ACTS = 4;
const MAX_PAUSE_MS = 3_000;
const MAX_AWAY_MS = 8_000;

const kill: Act = async ({ stage, random }) => {
  const name = random.pick(PROCESSES);
  await stage.supervisor.kill(name);
  return `${name} killed`;
};

const pause: Act = async ({ stage, random }) => {
  const name = random.pick(PROCESSES);
  const ms = random.between(200, MAX_AWAY_MS);
  stage.supervisor.pause(name);
  await sleep(ms);
  stage.supervisor.resume(name);
  return `${name} paused for ${ms} ms`;
};

/** Breaks every link to or from one part, in one way. */
const breakLinks: Act = async ({ stage, random }) => {
  const part = random.pick(['database', 'bus', 'vendor', 'gateway', 'orders', 'worker1', 'clients'] as const);
  const links = [...stage.links.between([part]), ...stage.links.between(undefined, [part])];
  const [way, hit] = random.pick(waysToBreak(random));
  await Promise.all(links.map(hit));
  const ms = random.between(200, MAX_AWAY_MS);
  await sleep(ms);
  await Promise.all(links.map((link) => link.mend()));
  return `links of ${part} ${way} for ${ms} ms`;
};

function waysToBreak(random: Random): readonly (readonly [string, (link: Link) => unknown])[] {
  const bytes = random.between(1, 3_000);
  return [
    ['cut', (link) => link.cut()],
    ['silenced', (link) => link.silence()],
    ['swallowed', (link) => link.swallow()],
    ['reset', (link) => link.reset()],
    ['delayed', (link) => link.delay(200)],
    [
      `cut after ${bytes} bytes`,
      (link) => {
        link.cutAfter(bytes, 3);
        link.reset();
      },
    ],
  ];
}

const killServer: Act = async ({ stage, random }) => {
  const [name, server] = random.pick([
    ['the database', stage.database()],
    ['the bus', stage.bus],
  ] as const);
  const ms = random.between(200, MAX_AWAY_MS);
  await server.kill();
  await sleep(ms);
  await server.start();
  return `${name} killed for ${ms} ms`;
};

/** One round of a soak: some things go wrong at random, one after the other or at the same time. */
export function soakRound(round: number): Scenario {
  return {
    name: `soak-${round}`,
    title: `round ${round} of the soak`,
    quick: false,
    orders: ORDERS + SELLERS.length,
    scripts: SCRIPTS,
    run: async (scene) => {
      const { random, note } = scene;
      // Chosen before anything happens, so that the choices do not depend on what takes how long.
      const plan = Array.from({ length: ACTS }, () => ({
        act: random.pick([kill, kill, pause, breakLinks, breakLinks, killServer]),
        afterMs: random.between(0, MAX_PAUSE_MS),
        overlaps: random.next() < 0.4,
      }));
      const begun: Promise<string>[] = [];
      for (const { act, afterMs, overlaps } of plan) {
        await sleep(afterMs);
        const one = act(scene);
        begun.push(one);
        if (!overlaps) await one;
      }
      note((await Promise.all(begun)).join(', '));
      await scene.stage.links.mend();
      await scene.stage.supervisor.allReady();
      return await measureService(scene, Date.now());
    },
  };
}
