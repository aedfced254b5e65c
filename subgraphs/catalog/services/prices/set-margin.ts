import { leaveUnrecorded, recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { MarginRow } from '../../entities/margin.ts';
import { targetOf, type MarginChange } from '../../rules/prices/margin-faults.ts';
import { shortDecimal } from '../../rules/prices/price.ts';
import { checkMargin, notAChild } from './check-margin.ts';
import { marginWarnings } from './margin-warnings.ts';
import { deleteMargin, lockMargin, writeMargin } from './stored-margin.ts';

/** The rule that was set, null when it was removed, and what its seller should look at. */
export interface SetMargin {
  readonly rule: MarginRow | null;
  readonly warnings: readonly string[];
}

/** Sets, replaces or removes one rule of a seller that the viewer may see. */
export async function setMargin(context: SignedInContext, change: MarginChange): Promise<Outcome<SetMargin>> {
  const errors = await checkMargin(context, change);
  if (errors.length > 0) return refused(...errors);
  const outcome = await context.write(async (tx): Promise<Outcome<MarginRow | null>> => {
    if (!(await isStillSeller(tx, change))) return refused(notAChild());
    const before = waysOf(await lockMargin(tx, change));
    const after = isRemoval(change) ? await deleteMargin(tx, change) : await writeMargin(tx, change);
    await recordMargin(tx, context, { change, before, after: waysOf(after) });
    return done(after);
  });
  if (!outcome.ok) return outcome;
  const rule = outcome.value;
  return done({ rule, warnings: rule === null ? [] : await marginWarnings(context, rule) });
}

function isRemoval({ percent, percentOffRetail, fixedPrice }: MarginChange): boolean {
  return percent === undefined && percentOffRetail === undefined && fixedPrice === undefined;
}

/** Whether the account buys from the seller until the transaction ends: a move waits, or has taken place. */
async function isStillSeller(tx: Writer, { sellerId, accountId }: MarginChange): Promise<boolean> {
  if (accountId === undefined) return true;
  const [buyer] = await tx.execute<{ readonly parent_id: string | null }>(
    'select parent_id from catalog.account where id = ? for share',
    [accountId],
  );
  return buyer === undefined || buyer.parent_id === sellerId;
}

/** The three ways in which a rule can make a price; of each, its value. */
const WAYS = ['percent', 'percentOffRetail', 'fixedPrice'] as const;
type Ways = Partial<Readonly<Record<(typeof WAYS)[number], string>>>;

function waysOf(rule: MarginRow | null): Ways {
  const values = WAYS.flatMap((way) => {
    const value = rule?.[way] ?? null;
    return value === null ? [] : [[way, shortDecimal(value)] as const];
  });
  return Object.fromEntries(values);
}

interface WrittenMargin {
  readonly change: MarginChange;
  readonly before: Ways;
  readonly after: Ways;
}

/** What a seller adds is its own affair: those above see that a rule was changed, and for what. */
async function recordMargin(
  tx: Writer,
  context: SignedInContext,
  { change, before, after }: WrittenMargin,
): Promise<void> {
  if (WAYS.every((way) => before[way] === after[way])) return leaveUnrecorded(tx, 'nothing-changed');
  const { sellerId, accountId, from, to } = change;
  const { vendorId, category, productId, planId } = targetOf(change);
  await recordChange(tx, context, {
    action: 'setMargin',
    accountId: sellerId,
    subjectId: planId ?? productId ?? vendorId ?? sellerId,
    changes: [
      ...changesOfField('accountId', undefined, accountId),
      ...changesOfField('vendorId', undefined, vendorId),
      ...changesOfField('category', undefined, category),
      ...changesOfField('productId', undefined, productId),
      ...changesOfField('planId', undefined, planId),
      ...changesOfField('from', undefined, from),
      ...changesOfField('to', undefined, to),
      ...WAYS.flatMap((way) => changesOfField(way, before[way], after[way], 'PARTIES')),
    ],
  });
}
