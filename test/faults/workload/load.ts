import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { buy, SELLERS, wantPurchase, type Attempted, type Seller, type VendorScript } from './buyer.ts';
import type { Cast } from './cast.ts';

/** How much is bought, by how many clients at the same time. */
export interface LoadPlan {
  readonly orders: number;
  readonly buyers: number;
  /** What the vendor does with the orders, in turn; usual success unless given. */
  readonly scripts?: readonly VendorScript[];
  /** Unique on its stage: it begins the names of what is bought. */
  readonly name: string;
  /** How long a client tries at most. */
  readonly limitMs: number;
}

/** Clients that buy while something goes wrong. */
export interface Load {
  readonly wanted: readonly Attempted[];
  acknowledged(): number;
  /** Resolves when so many orders are acknowledged; rejects when it takes too long. */
  untilAcknowledged(count: number, limitMs?: number): Promise<void>;
  /** Resolves when every purchase is acknowledged, refused or given up. */
  readonly done: Promise<void>;
}

const MAX_PAUSE_MS = 600;
const USUAL_LIMIT_MS = 45_000;

/** Sellers take turns, so that also a few orders have one of each. */
function sellerAt(turn: number): Seller {
  const seller = SELLERS[turn % SELLERS.length];
  if (seller === undefined) throw new RangeError('There is no seller');
  return seller;
}

/** Begins to buy. Each acknowledged order is followed by a stream of its own. */
export function startLoad(cast: Cast, random: Random, plan: LoadPlan): Load {
  const { orders, buyers, scripts = [''], name, limitMs } = plan;
  const untilMs = Date.now() + limitMs;
  const turn = random.between(0, SELLERS.length - 1);
  const wanted = Array.from({ length: orders }, (_, index) =>
    wantPurchase({
      seller: sellerAt(turn + index),
      name: `${name}${index}`,
      script: scripts[index % scripts.length] ?? '',
      quantity: random.between(1, 3),
    }),
  );
  const pauses = wanted.map(() => random.between(0, MAX_PAUSE_MS));
  const buyAll = async (first: number): Promise<void> => {
    for (let index = first; index < orders; index += buyers) {
      const one = wanted[index];
      if (one === undefined) return;
      await sleep(pauses[index]);
      const { seller } = one.purchase;
      await buy(cast.portalOf(seller), cast.planId, one, untilMs);
      for (const orderId of one.orderIds) cast.follow(seller, orderId);
    }
  };
  const acknowledged = (): number => wanted.filter(({ orderIds }) => orderIds.size > 0).length;
  return {
    wanted,
    acknowledged,
    async untilAcknowledged(count, acknowledgedLimitMs = USUAL_LIMIT_MS) {
      const deadline = Date.now() + acknowledgedLimitMs;
      while (acknowledged() < count) {
        if (Date.now() > deadline) throw new Error(`Only ${acknowledged()} of ${count} orders were acknowledged`);
        await sleep(20);
      }
    },
    done: Promise.all(Array.from({ length: buyers }, (_, buyer) => buyAll(buyer))).then(() => undefined),
  };
}
