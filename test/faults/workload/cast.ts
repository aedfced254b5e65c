import type { FollowedStream } from '../oracle/evidence.ts';
import type { Stage } from '../platform/stage.ts';
import { canaryOf, findPlanId, SELLERS, type Seller } from './buyer.ts';
import { followAccount, followOrder, type Follower } from './follow.ts';
import { openPortal, type Portal } from './portal.ts';

/** The sellers on a stage: each with its portal, which follows everything below it from the first event on. */
export interface Cast {
  readonly planId: string;
  portalOf(seller: Seller): Portal;
  /** Follows an order with a stream of its own until it ends. */
  follow(seller: Seller, orderId: string): Follower;
  /** What every stream has received so far. */
  streams(): readonly FollowedStream[];
  /** Resolves when every stream of an order has completed. */
  allCompleted(): Promise<void>;
  /** How often a result of a stream had errors instead of its event. */
  interruptions(): number;
  /** Strings of the other tree that sellers have received. */
  readonly foreignTexts: readonly { readonly seller: string; readonly canary: string }[];
  leave(): void;
}

const TREES = [...new Set(SELLERS.map(({ tree }) => tree))];

/** Signs every seller in and begins to follow. */
export async function gatherCast(stage: Pick<Stage, 'url' | 'password'>): Promise<Cast> {
  const foreignTexts: { seller: string; canary: string }[] = [];
  const portals = new Map<string, Portal>();
  const accounts = new Map<string, Follower>();
  const orders = new Map<string, Follower>();
  for (const { login, tree } of SELLERS) {
    const portal = openPortal(stage.url, login, stage.password);
    portal.onText((text) => {
      for (const other of TREES) {
        const canary = canaryOf(other);
        if (other !== tree && text.includes(canary)) foreignTexts.push({ seller: login, canary });
      }
    });
    portals.set(login, portal);
    accounts.set(login, followAccount(portal, await portal.account()));
  }
  const portalOf = ({ login }: Seller): Portal => {
    const portal = portals.get(login);
    if (portal === undefined) throw new Error(`${login} has no portal`);
    return portal;
  };
  const [first] = SELLERS;
  if (first === undefined) throw new Error('There is no seller');
  return {
    planId: await findPlanId(portalOf(first)),
    portalOf,
    follow(seller, orderId) {
      const follower = orders.get(orderId) ?? followOrder(portalOf(seller), orderId);
      orders.set(orderId, follower);
      return follower;
    },
    streams: () => [
      ...[...orders].map(([of, follower]) => toStream('order', of, follower)),
      ...[...accounts].map(([of, follower]) => toStream('account', of, follower)),
    ],
    async allCompleted() {
      await Promise.all([...orders.values()].map(({ completed }) => completed));
    },
    interruptions: () =>
      [...orders.values(), ...accounts.values()].reduce((sum, follower) => sum + follower.interruptions(), 0),
    foreignTexts,
    leave() {
      for (const follower of [...orders.values(), ...accounts.values()]) follower.leave();
    },
  };
}

function toStream(subject: FollowedStream['subject'], of: string, { steps, failure }: Follower): FollowedStream {
  return { subject, of, steps, failure: failure() };
}
