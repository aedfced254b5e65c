import { setTimeout as sleep } from 'node:timers/promises';
import type { Link } from '../platform/links.ts';
import type { Load } from '../workload/load.ts';
import { awayFor, measureOrders, strike } from './outage.ts';
import type { Recovery, Scenario, Scene } from './scenario.ts';

const toVendor = ({ stage }: Scene): readonly Link[] => stage.links.between(undefined, ['vendor']);

/** The vendor itself does it; nothing has to be broken. */
const byItself = async (): Promise<undefined> => await Promise.resolve(undefined);

/** Whether the recovery can still be measured by orders that are placed after it. */
function areOrdersLeft({ wanted, acknowledged }: Load): boolean {
  return acknowledged() < wanted.length - 5;
}

/** Answers of the vendor break off after some bytes: what was asked for may have taken effect. */
async function cutAnswers(scene: Scene): Promise<Recovery> {
  const { stage, load, random } = scene;
  await load.untilAcknowledged(1);
  for (let time = 0; time < 6 && areOrdersLeft(load); time += 1) {
    for (const link of toVendor(scene)) {
      link.cutAfter(random.between(1, 900), 4);
      link.reset();
    }
    await sleep(500);
  }
  await stage.links.mend();
  return await measureOrders(scene, Date.now());
}

async function killVendor(scene: Scene): Promise<Recovery> {
  const { stage, load, random } = scene;
  await load.untilAcknowledged(2);
  for (let time = 0; time < 3 && areOrdersLeft(load); time += 1) {
    await sleep(random.between(200, 1_000));
    await stage.supervisor.kill('simulator');
    await stage.supervisor.allReady();
  }
  return await measureOrders(scene, Date.now());
}

/** Nobody is refused anything: it takes longer. */
async function buySlowly(scene: Scene): Promise<undefined> {
  for (const link of toVendor(scene)) link.delay(500);
  await scene.load.done;
  await scene.stage.links.mend();
}

/** The vendor slow, silent, away, and true to what it does in production. */
export const VENDOR_SCENARIOS: readonly Scenario[] = [
  {
    name: 'vendor-drops-replies',
    title: 'the vendor carries out what it is asked for, and its answer is lost',
    quick: true,
    orders: 9,
    scripts: ['droporder', 'droptenant', ''],
    run: byItself,
  },
  {
    name: 'vendor-applies-late',
    title: 'the vendor gives no answer, and carries out later what it was asked for',
    quick: true,
    orders: 9,
    scripts: ['applieslate', 'latetenant', ''],
    run: byItself,
  },
  {
    name: 'vendor-refuses',
    title: 'the vendor is overloaded, throttles, refuses orders, and fails accepted ones',
    quick: false,
    orders: 12,
    scripts: ['outage', 'throttled', 'rejected', 'unfulfilled'],
    run: byItself,
  },
  {
    name: 'vendor-slow',
    title: 'the vendor takes ten times as long, and every answer a second more',
    quick: false,
    orders: 10,
    scripts: ['slow', ''],
    run: buySlowly,
  },
  {
    name: 'vendor-away',
    title: 'the vendor refuses every connection for a while',
    quick: false,
    orders: 10,
    run: (scene) => awayFor(scene, toVendor(scene), (link) => link.cut(), measureOrders),
  },
  {
    name: 'vendor-half-open',
    title: 'existing connections to the vendor go silent',
    quick: false,
    orders: 10,
    run: (scene) => strike(scene, toVendor(scene), (link) => link.silence(), measureOrders),
  },
  { name: 'vendor-answers-cut', title: 'answers of the vendor break off', quick: true, orders: 18, run: cutAnswers },
  { name: 'vendor-killed', title: 'the vendor is killed up to three times', quick: false, orders: 18, run: killVendor },
];
