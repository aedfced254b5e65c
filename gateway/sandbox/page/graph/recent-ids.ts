import { isObject, stringAt } from './graph-request.ts';

const REMEMBERED = ['cart', 'order', 'subscription', 'priceListImport'] as const;
export type RememberedType = (typeof REMEMBERED)[number] | 'refreshToken';

/** Remembers what mutations answered last, so that the next prepared operation can go on with it. */
export class RecentIds {
  readonly #ids = new Map<RememberedType, string>();
  readonly #listeners = new Set<() => void>();

  /** The last id of a type, or null. */
  last(type: RememberedType): string | null {
    return this.#ids.get(type) ?? null;
  }

  /** Calls back after every mutation, be its answer remembered or not; the answer ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes what is of use from a result's `data`: `{ placeOrder: { order: { id } } }` and the like. */
  remember(data: unknown): void {
    if (!isObject(data)) return;
    let isMutation = false;
    for (const [field, payload] of Object.entries(data)) {
      // Events carry the order they belong to and are no reason to move on to another one.
      if (!isObject(payload) || !('userErrors' in payload)) continue;
      isMutation = true;
      for (const type of REMEMBERED) {
        const id = stringAt(payload, type, 'id');
        if (id) this.#ids.set(type, id);
      }
      const refreshToken = stringAt(payload, 'session', 'refreshToken');
      if (refreshToken) this.#ids.set('refreshToken', refreshToken);
      // What was bought is no cart any more.
      if (field === 'placeOrder' && stringAt(payload, 'order', 'id')) this.#ids.delete('cart');
    }
    if (isMutation) for (const listener of this.#listeners) listener();
  }
}
