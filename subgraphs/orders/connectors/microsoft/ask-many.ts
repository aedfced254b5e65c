import { PartnerCenterError, type PartnerCenterFailure } from './client/partner-center-errors.ts';

/** The questions of one step. */
export interface Asking {
  /** When it aborts, no further question is begun; those that are open are still waited for. */
  readonly stop: AbortSignal;
  /** Why questions were not answered. */
  readonly failures: PartnerCenterFailure[];
}

/** An item, and what Microsoft answered about it. */
export interface Answered<Item, Answer> {
  readonly item: Item;
  readonly answer: Answer;
}

/** How many questions are open at the same time: few, because the limit of Microsoft is for all orders together. */
const AT_ONCE = 8;

/**
 * Asks Microsoft one question for each item, several at the same time, and returns what was answered. No question is begun
 * after `stop`, or after Microsoft has asked for a pause; one that fails leaves the others alone. Rejects with errors other
 * than `PartnerCenterError`, which are bugs.
 */
export async function askMany<Item, Answer>(
  { stop, failures }: Asking,
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answered<Item, Answer>[]> {
  const answered: Answered<Item, Answer>[] = [];
  const isOver = (): boolean => stop.aborted || failures.some(({ kind }) => kind === 'throttled');
  const waiting = items.values();
  const askInTurn = async (): Promise<void> => {
    // Everybody takes from the same items, so that each is asked about once.
    for (let next = waiting.next(); next.done !== true && !isOver(); next = waiting.next()) {
      const item = next.value;
      try {
        answered.push({ item, answer: await ask(item) });
      } catch (error) {
        if (!(error instanceof PartnerCenterError)) throw error;
        failures.push(error.failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, askInTurn));
  return answered;
}
