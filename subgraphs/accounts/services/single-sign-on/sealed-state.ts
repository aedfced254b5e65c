import type { AccountsDeps } from '../../context.ts';

/** What is kept in a browser between two pages of one sign-in. Each kind is read as what it was sealed as. */
export type StateKind = 'departure' | 'identity';

interface Sealed<T> {
  readonly kind: StateKind;
  readonly expiresAtMs: number;
  readonly value: T;
}

type SealingDeps = Pick<AccountsDeps, 'config' | 'now'>;

/** Seals what a browser keeps for ten minutes, and can neither read nor change. */
export function sealState(deps: SealingDeps, kind: StateKind, value: object): string {
  const expiresAtMs = deps.now().getTime() + STATE_SECONDS * 1_000;
  const sealed: Sealed<object> = { kind, expiresAtMs, value };
  return deps.config.sealer.seal(JSON.stringify(sealed));
}

/** How long a sign-in may take from its first page to its last. */
export const STATE_SECONDS = 600;

/** Opens what a browser has sent; undefined when it is too old, was changed, or is none of this kind. */
export function openState<T extends object>(deps: SealingDeps, kind: StateKind, text: string): T | undefined {
  try {
    const opened = JSON.parse(deps.config.sealer.open(text)) as Sealed<T>;
    return opened.kind === kind && opened.expiresAtMs > deps.now().getTime() ? opened.value : undefined;
  } catch {
    return undefined;
  }
}
