import { isObject, stringAt } from './graph-request.ts';

const REMEMBERED = ['cart', 'order', 'subscription', 'priceListImport'] as const;
export type RememberedType = (typeof REMEMBERED)[number];

/** Remembers the ids that mutations answered last, so that the next prepared operation can go on with them. */
export class RecentIds {
  readonly #ids = new Map<RememberedType, string>();

  /** The last id of a type, or null. */
  last(type: RememberedType): string | null {
    return this.#ids.get(type) ?? null;
  }

  /** Takes what is of use from a result's `data`: `{ placeOrder: { order: { id } } }` and the like. */
  remember(data: unknown): void {
    if (!isObject(data)) return;
    for (const payload of Object.values(data)) {
      for (const type of REMEMBERED) {
        const id = stringAt(payload, type, 'id');
        // Events carry the order they belong to and are no reason to move on to another one.
        if (id && isObject(payload) && 'userErrors' in payload) this.#ids.set(type, id);
      }
    }
  }

  /** Forgets everything: another viewer sees other things. */
  forget(): void {
    this.#ids.clear();
  }
}
