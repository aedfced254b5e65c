import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { planOf, type CheckedLine } from '../placing/order-checks.ts';

/** How many trials of a product a tenant may have in all its time. */
export interface TrialPolicy {
  readonly trialsPerTenant: number;
}

export const DEFAULT_TRIAL_POLICY: TrialPolicy = { trialsPerTenant: 1 };

/** Whether a line orders a trial. */
export function isTrial(line: CheckedLine): boolean {
  return planOf(line)?.kind === 'TRIAL';
}

/**
 * The lines that would give a tenant more trials of a product than it may have, those of the same order and those that are
 * over included.
 *
 * @param had the trials that the tenant has had or is about to get, by MPN
 */
export function checkTrials(
  lines: readonly CheckedLine[],
  had: ReadonlyMap<string, number>,
  { trialsPerTenant }: TrialPolicy,
): readonly Refusal[] {
  const taken = new Map(had);
  return lines.flatMap((line, index) => {
    const plan = planOf(line);
    if (plan?.kind !== 'TRIAL') return [];
    const { mpn, name } = plan.product;
    const before = taken.get(mpn) ?? 0;
    taken.set(mpn, before + 1);
    if (before < trialsPerTenant) return [];
    const times = trialsPerTenant === 1 ? 'one trial' : `${trialsPerTenant} trials`;
    return [
      refusal('NOT_ELIGIBLE', `A tenant may have ${times} of ${name}, which this one has had or is getting.`, {
        path: ['lines', index, 'planId'],
        remedies: [{ description: 'Order a paid plan of the product.' }],
      }),
    ];
  });
}
