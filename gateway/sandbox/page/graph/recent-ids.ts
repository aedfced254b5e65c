import { isObject, stringAt } from './graph-request.ts';

const REMEMBERED = ['cart', 'order', 'subscription', 'priceListImport'] as const;
export type RememberedType = (typeof REMEMBERED)[number] | 'refreshToken';

/** Remembers ids from the results of mutations, so that the next prepared operation can continue with them. */
export class RecentIds {
  readonly #ids = new Map<RememberedType, string>();
  readonly #listeners = new Set<() => void>();

  /** The last id of a type, or null. */
  last(type: RememberedType): string | null {
    return this.#ids.get(type) ?? null;
  }

  /** Calls back after every mutation, whether its result was remembered or not. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes ids from a result's `data`, such as `{ placeOrder: { order: { id } } }`. */
  remember(data: unknown): void {
    if (!isObject(data)) return;
    let isMutation = false;
    for (const [field, payload] of Object.entries(data)) {
      // Events name the order they belong to, which is no reason to switch to another order.
      if (!isObject(payload) || !('userErrors' in payload)) continue;
      isMutation = true;
      for (const type of REMEMBERED) {
        const id = stringAt(payload, type, 'id');
        if (id) this.#ids.set(type, id);
      }
      const refreshToken = stringAt(payload, 'session', 'refreshToken');
      if (refreshToken) this.#ids.set('refreshToken', refreshToken);
      // A cart that was ordered no longer exists.
      if (field === 'placeOrder' && stringAt(payload, 'order', 'id')) this.#ids.delete('cart');
    }
    if (isMutation) for (const listener of this.#listeners) listener();
  }
}
