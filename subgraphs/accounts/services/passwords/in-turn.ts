import type { Outcome } from '../../../shared/domain/refusal.ts';
import { tooManyPeople } from '../sign-in/busy.ts';
import { TurnMissed } from './hashing-queue.ts';
import type { Passwords, PasswordTurn } from './passwords.ts';

/** Whose turn it is, and which input field tells of it when there is none. */
export interface TurnRequest {
  readonly passwords: Passwords;
  readonly clientAddress: string;
  readonly field: string;
}

/** Works with a turn to hash. Refuses when too many wait, before anything else is done, and when the turn came too late. */
export async function inTurn<Value>(
  { passwords, clientAddress, field }: TurnRequest,
  work: (turn: PasswordTurn) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  using turn = passwords.enter(clientAddress);
  if (turn === undefined) return tooManyPeople(field);
  try {
    return await work(turn);
  } catch (error) {
    if (error instanceof TurnMissed) return tooManyPeople(field);
    throw error;
  }
}
