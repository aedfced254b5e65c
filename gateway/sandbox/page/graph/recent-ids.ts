import { isObject, stringAt } from './graph-request.ts';

const REMEMBERED = ['cart', 'order', 'subscription', 'priceListImport', 'user', 'apiClient', 'customer'] as const;
export type RememberedType = (typeof REMEMBERED)[number] | 'refreshToken';

/** What no longer exists, or is over, when a mutation answers something. */
const ENDED_BY: Readonly<Record<string, { readonly by: string; readonly ends: RememberedType }>> = {
  placeOrder: { by: 'order', ends: 'cart' },
  revokeApiClient: { by: 'apiClient', ends: 'apiClient' },
  cancelAccount: { by: 'account', ends: 'customer' },
};

/** Remembers ids from the results of mutations, so that the next prepared operation can continue with them. */
export class RecentIds {
  readonly #ids = new Map<RememberedType, string>();
  readonly #listeners = new Set<() => void>();
  /** What the last mutation has answered. */
  #answered: ReadonlySet<RememberedType> = new Set();

  /** The last id of a type, or null. */
  last(type: RememberedType): string | null {
    return this.#ids.get(type) ?? null;
  }

  /** Calls back after every mutation, whether its result was remembered or not. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether the last mutation has answered an object of a type. */
  answered(type: RememberedType): boolean {
    return this.#answered.has(type);
  }

  /** Calls back as after a mutation: something has changed by itself. */
  changed(): void {
    this.#answered = new Set();
    for (const listener of this.#listeners) listener();
  }

  /** Takes ids from a result's `data`, such as `{ placeOrder: { order: { id } } }`. */
  remember(data: unknown): void {
    if (!isObject(data)) return;
    let isMutation = false;
    const answered = new Set<RememberedType>();
    for (const [field, payload] of Object.entries(data)) {
      // Events name the order they belong to, which is no reason to switch to another order.
      if (!isObject(payload) || !('userErrors' in payload)) continue;
      isMutation = true;
      for (const type of REMEMBERED) {
        const id = stringAt(payload, type, 'id');
        if (!id) continue;
        this.#ids.set(type, id);
        answered.add(type);
      }
      const refreshToken = stringAt(payload, 'session', 'refreshToken');
      if (refreshToken) this.#ids.set('refreshToken', refreshToken);
      const over = ENDED_BY[field];
      if (over !== undefined && stringAt(payload, over.by, 'id')) this.#ids.delete(over.ends);
    }
    if (!isMutation) return;
    this.#answered = answered;
    for (const listener of this.#listeners) listener();
  }
}
