import { setTimeout as sleep } from 'node:timers/promises';
import type { Link } from '../platform/links.ts';
import { SELLERS } from '../workload/buyer.ts';
import { followAccount } from '../workload/follow.ts';
import { probeAccounts, type Probed } from '../workload/probe.ts';
import { awayFor, measureService, p99, RECOVERY_LIMIT_MS, strike } from './outage.ts';
import type { Recovery, Scenario, Scene } from './scenario.ts';

const toGateway = ({ stage }: Scene): readonly Link[] => stage.links.between(['clients'], ['gateway']);
const everything = ({ stage }: Scene): readonly Link[] => stage.links.between(undefined);

/** The gateway loses one subgraph; what needs only the others has to be answered meanwhile. */
async function loseOrders(scene: Scene): Promise<Recovery> {
  const { stage, cast } = scene;
  const others = probeAccounts(cast.portalOf(SELLERS[0] ?? fail('There is no seller')));
  const recovery = await awayFor(scene, stage.links.between(['gateway'], ['orders']), (link) => link.cut());
  await others.stop();
  const failed = others.probed.filter(({ succeeded }) => !succeeded).length;
  scene.note(`${others.probed.length} questions to accounts meanwhile, ${failed} of them failed`);
  if (failed > 0) throw new Error(`${failed} questions failed that need no orders`);
  return recovery;
}

function fail(text: string): never {
  throw new Error(text);
}

/** One subgraph becomes slow; what needs only the others has to be as fast as before. */
async function slowCatalog(scene: Scene): Promise<undefined> {
  const { stage, cast, load, note } = scene;
  await load.untilAcknowledged(1);
  const others = probeAccounts(cast.portalOf(SELLERS[0] ?? fail('There is no seller')));
  await sleep(SLOW_FOR_MS);
  const slowFromMs = Date.now();
  for (const link of stage.links.between(['gateway'], ['catalog'])) link.delay(SLOW_BY_MS);
  await sleep(SLOW_FOR_MS);
  const slowUntilMs = Date.now();
  await stage.links.mend();
  await others.stop();
  const p99Of = (from: (one: Probed) => boolean): number => p99(others.probed.filter(from).map(({ tookMs }) => tookMs));
  const before = p99Of(({ startedAtMs }) => startedAtMs < slowFromMs);
  const during = p99Of(({ startedAtMs }) => startedAtMs >= slowFromMs && startedAtMs < slowUntilMs);
  note(`99 % of the questions to accounts took at most ${before} ms before and ${during} ms meanwhile`);
  if (during > before * 1.1 + SLOW_BY_MS / 4) throw new Error('Accounts became slow with the catalogue');
  return undefined;
}

const SLOW_BY_MS = 500;
const SLOW_FOR_MS = 8_000;

/** Answers to clients break off after some bytes, so that they cannot know whether their order was placed. */
async function cutAnswers(scene: Scene): Promise<Recovery> {
  const { stage, load, random } = scene;
  await load.untilAcknowledged(1);
  for (let time = 0; time < 5; time += 1) {
    for (const link of toGateway(scene)) {
      link.cutAfter(random.between(1, 1_500), 6);
      link.reset();
    }
    await sleep(1_200);
  }
  await stage.links.mend();
  return await measureService(scene, Date.now());
}

const CROWD = 200;

/** Many subscribers lose their connections at the same moment. Every one of them continues where it was. */
async function scatterCrowd(scene: Scene): Promise<Recovery> {
  const { cast, load, note } = scene;
  await load.untilAcknowledged(2);
  const [seller = fail('There is no seller')] = SELLERS;
  const portal = cast.portalOf(seller);
  const account = await portal.account();
  const crowd = Array.from({ length: CROWD }, () => followAccount(portal, account));
  const length = (): number => cast.streams().find(({ of }) => of === seller.login)?.steps.length ?? 0;
  const untilAllHave = async (count: number): Promise<void> => {
    const deadline = Date.now() + RECOVERY_LIMIT_MS;
    while (crowd.some(({ steps }) => steps.length < count)) {
      if (Date.now() > deadline) throw new Error(`Only some of ${CROWD} subscribers have ${count} events`);
      await sleep(50);
    }
  };
  try {
    await untilAllHave(length());
    for (const link of toGateway(scene)) link.reset();
    const atMs = Date.now();
    await load.done;
    const head = length();
    await untilAllHave(head);
    const wrong = crowd.filter(
      ({ steps }) => new Set(steps.map((one) => `${one.orderId} ${one.sequence}`)).size !== steps.length,
    );
    note(`${CROWD} subscribers of one account, ${wrong.length} of them with a repeated event`);
    if (wrong.length > 0) throw new Error('Events were repeated');
    return await measureService(scene, atMs);
  } finally {
    for (const follower of crowd) follower.leave();
  }
}

/** Links that break between parts, and between clients and the platform. */
export const NETWORK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'gateway-without-orders',
    title: 'the gateway is cut from orders for a while',
    quick: true,
    orders: 10,
    run: loseOrders,
  },
  {
    name: 'gateway-silent-to-subgraphs',
    title: "the gateway's connections to every subgraph go silent",
    quick: false,
    orders: 10,
    run: (scene) => strike(scene, scene.stage.links.between(['gateway']), (link) => link.silence()),
  },
  {
    name: 'subgraphs-without-gateway',
    title: 'subgraphs and workers cannot reach the gateway for a while',
    quick: false,
    orders: 10,
    run: (scene) => {
      const links = scene.stage.links.between(['accounts', 'catalog', 'orders', 'worker1', 'worker2'], ['gateway']);
      return awayFor(scene, links, (link) => link.cut());
    },
  },
  {
    name: 'catalog-slow',
    title: 'the catalogue answers half a second later',
    quick: false,
    orders: 10,
    run: slowCatalog,
  },
  {
    name: 'clients-half-open',
    title: 'existing connections of clients go silent',
    quick: false,
    orders: 10,
    run: (scene) => strike(scene, toGateway(scene), (link) => link.silence()),
  },
  { name: 'clients-answers-cut', title: 'answers to clients break off', quick: true, orders: 12, run: cutAnswers },
  {
    name: 'everything-half-open',
    title: 'every connection between any two parts goes silent',
    quick: true,
    orders: 10,
    run: (scene) => strike(scene, everything(scene), (link) => link.silence()),
  },
  {
    name: 'everything-reset',
    title: 'every connection between any two parts is reset',
    quick: false,
    orders: 10,
    run: (scene) => strike(scene, everything(scene), (link) => link.reset()),
  },
  {
    name: 'subscribers-reconnect',
    title: `${CROWD} subscribers lose their connections at once`,
    quick: false,
    orders: 12,
    run: scatterCrowd,
  },
];
