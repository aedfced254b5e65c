import { maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { decideHold, type AccountHold, type HoldKind } from '../../rules/hierarchy/account-holds.ts';
import { nextAccountStatus } from '../../rules/hierarchy/account-status.ts';
import { endSessionsBelow } from '../sign-in/end-sessions.ts';
import { announceAccount } from './announce-account.ts';

/** A request to hold an account, or to lift one of its holds. */
export interface HoldAccount {
  readonly accountId: Id<'acc'>;
  readonly hold: AccountHold;
  readonly lift: boolean;
  readonly reason: string;
}

/**
 * Holds an account below the viewer's, or lifts one of its holds. A new hold covers everything below, and ends the sessions
 * there. The other subgraphs are told when the status changes.
 */
export function holdAccount(
  context: SignedInContext,
  { accountId, hold, lift, reason }: HoldAccount,
): Promise<Outcome<AccountRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<AccountRow>> => {
    const account = await lockBelow(tx, viewer, accountId);
    if (account === null) return refused(notFound('account below yours', 'accountId'));
    if (reason.trim() === '') return refused(reasonMissing());
    const placed = await holdsOf(tx, accountId);
    const holds = new Set(placed.map(({ kind }) => kind));
    const own = placed.find(({ kind }) => kind === hold);
    if (own !== undefined && !(await mayChange(tx, viewer, own))) return refused(placedAbove());
    const decision = decideHold(account.status, holds, { hold, lift });
    if (!decision.ok) return decision;
    const { status: statusBefore } = account;
    await (lift ? removeHold(tx, accountId, hold) : placeHold(tx, deps, { accountId, hold, reason, viewer }));
    if (!lift && !holds.has(hold)) await endSessionsBelow(tx, { path: account.path, endedAt: deps.now() });
    await changeStatus(tx, deps, account, decision.value.status);
    await recordChange(tx, context, {
      action: 'setAccountHold',
      accountId,
      subjectId: accountId,
      changes: [
        ...changesOfField('hold', own && hold, lift ? undefined : hold),
        ...changesOfField('status', statusBefore, account.status),
        ...changesOfField('reason', undefined, reason, 'MAKERS'),
      ],
    });
    return done(account);
  });
}

/** A request to end an account. */
export interface CancelAccount {
  readonly accountId: Id<'acc'>;
  readonly reason: string;
}

/** Cancels an account below the viewer's for good, with its sessions. Refuses while an account below it is not cancelled. */
export function cancelAccount(
  context: SignedInContext,
  { accountId, reason }: CancelAccount,
): Promise<Outcome<AccountRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<AccountRow>> => {
    const account = await lockBelow(tx, viewer, accountId);
    if (account === null) return refused(notFound('account below yours', 'accountId'));
    if (reason.trim() === '') return refused(reasonMissing());
    const status = nextAccountStatus(account.status, 'cancel');
    if (status === undefined) return refused(cancelledAlready());
    const [open] = await tx.query<{ readonly name: string }>(
      `select name from accounts.account where path <@ ?::ltree and id <> ? and status <> 'CANCELLED' limit 1`,
      [account.path, account.id],
    );
    if (open !== undefined) return refused(stillOpenBelow(open.name));
    await tx.execute(
      `insert into accounts.cancellation (account_id, reason, cancelled_by, cancelled_at) values (?, ?, ?, ?)`,
      [account.id, reason, viewer.subject, deps.now()],
    );
    await endSessionsBelow(tx, { path: account.path, endedAt: deps.now() });
    const { status: statusBefore } = account;
    await changeStatus(tx, deps, account, status);
    await recordChange(tx, context, {
      action: 'cancelAccount',
      accountId,
      subjectId: accountId,
      changes: [
        ...changesOfField('status', statusBefore, account.status),
        ...changesOfField('reason', undefined, reason, 'MAKERS'),
      ],
    });
    return done(account);
  });
}

/** Locks an account that somebody above it decides about; null for the viewer's own, and for one out of sight. */
async function lockBelow(tx: Writer, viewer: SignedInPrincipal, id: Id<'acc'>): Promise<AccountRow | null> {
  const account = await tx.lock(AccountEntity, { id });
  return account !== null && account.id !== viewer.accountId && maySee(viewer, account.path) ? account : null;
}

interface PlacedHold {
  readonly kind: HoldKind;
  /** The account that decided it; null for a hold from before that was kept. */
  readonly placed_for: Id<'acc'> | null;
}

function holdsOf(tx: Writer, accountId: Id<'acc'>): Promise<readonly PlacedHold[]> {
  return tx.query<PlacedHold>('select kind, placed_for from accounts.hold where account_id = ?', [accountId]);
}

/** A hold is lifted by the account that placed it, or by one above that: each tier decides for itself. */
async function mayChange(tx: Writer, viewer: SignedInPrincipal, hold: PlacedHold): Promise<boolean> {
  if (hold.placed_for === null || hold.placed_for === viewer.accountId) return true;
  const placer = await tx.findOne(AccountEntity, { id: hold.placed_for });
  return placer === null || maySee(viewer, placer.path);
}

async function placeHold(
  tx: Writer,
  { now }: AccountsDeps,
  placed: Pick<HoldAccount, 'accountId' | 'hold' | 'reason'> & { readonly viewer: SignedInPrincipal },
): Promise<void> {
  await tx.execute(
    `insert into accounts.hold (account_id, kind, reason, placed_by, placed_for, placed_at) values (?, ?, ?, ?, ?, ?)
     on conflict (account_id, kind) do update
       set reason = excluded.reason, placed_by = excluded.placed_by, placed_for = excluded.placed_for`,
    [placed.accountId, placed.hold, placed.reason, placed.viewer.subject, placed.viewer.accountId, now()],
  );
}

async function removeHold(tx: Writer, accountId: Id<'acc'>, kind: HoldKind): Promise<void> {
  await tx.execute('delete from accounts.hold where account_id = ? and kind = ?', [accountId, kind]);
}

async function changeStatus(
  tx: Writer,
  { outbox }: AccountsDeps,
  account: AccountRow,
  status: AccountRow['status'],
): Promise<void> {
  if (account.status === status) return;
  account.status = status;
  account.version += 1;
  await tx.flush();
  await announceAccount(tx, outbox, account);
}

function placedAbove() {
  return refusal('NOT_ALLOWED', 'An account above yours has placed this hold.', {
    path: ['hold'],
    remedies: [{ description: 'Ask the account that you buy from to lift it.' }],
  });
}

function reasonMissing() {
  return refusal('REQUIRED', 'The reason must not be empty.', {
    path: ['reason'],
    remedies: [{ description: 'Write why, for whoever asks later.' }],
  });
}

function cancelledAlready() {
  return refusal('STATE_CONFLICT', 'The account is cancelled already.', { path: ['accountId'] });
}

function stillOpenBelow(name: string) {
  return refusal('STATE_CONFLICT', `An account below it is not cancelled: ${name}.`, {
    path: ['accountId'],
    remedies: [{ description: 'Cancel the accounts below it first, or move them to another seller.' }],
  });
}
