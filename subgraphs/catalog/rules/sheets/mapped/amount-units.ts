import { currencyDigits } from '../../../../shared/domain/places/currencies.ts';
import type { PlanIdentity, PlanTerm } from '../../products/plan-key.ts';
import { RowFault } from '../rejection.ts';
import { readPrice } from '../sheet-number.ts';
import type { SheetPeriod } from '../sheet-period.ts';
import type { MappedField } from './mapping-fields.ts';
import type { AmountUnit, PriceListMapping } from './price-list-mapping.ts';

/** Digits after the point of the prices that are kept. */
const DECIMALS = 6;
const MONTHS: Readonly<Record<PlanTerm, bigint>> = { P1M: 1n, P1Y: 12n, P3Y: 36n };
const MONTHS_OF_A_YEAR = 12n;

type Plan = Pick<PlanIdentity, 'term' | 'currency'>;

/** The period with its amounts for the whole term, in major units, exactly. Throws a RowFault when they cannot be. */
export function inStandardUnits(fields: PriceListMapping['fields'], period: SheetPeriod, plan: Plan): SheetPeriod {
  const convert = (name: MappedField, column: string, amount: string): string => {
    const source = fields.get(name);
    return source?.kind === 'column' ? inWhole(amount, column, source.unit, plan) : amount;
  };
  const { unitCost, retail } = period;
  return {
    ...period,
    unitCost: convert('price', 'UnitPrice', unitCost),
    retail: retail === null ? null : convert('retail', 'ERP Price', retail),
  };
}

function inWhole(amount: string, column: string, unit: AmountUnit, { term, currency }: Plan): string {
  const factor = partsOfTerm(unit, term);
  if (factor === undefined) {
    throw new RowFault(column, `A price for each ${unit.per} needs a term that is whole in it.`);
  }
  const divisor = unit.in === 'minor' ? 10n ** BigInt(currencyDigits(currency) ?? 0) : 1n;
  const scaled = toMillionths(amount) * factor;
  if (scaled % divisor !== 0n) {
    throw new RowFault(column, `A price may have at most ${DECIMALS} digits after the point in major units.`);
  }
  // Many months may make too much of a price that is right for one.
  return readPrice(column, fromMillionths(scaled / divisor), ',');
}

/** How often the part for which the price is written goes into the term; undefined when it does not. */
function partsOfTerm({ per }: AmountUnit, term: PlanTerm | null): bigint | undefined {
  if (per === 'term') return 1n;
  if (term === null) return undefined;
  if (per === 'month') return MONTHS[term];
  return MONTHS[term] % MONTHS_OF_A_YEAR === 0n ? MONTHS[term] / MONTHS_OF_A_YEAR : undefined;
}

function toMillionths(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

function fromMillionths(millionths: bigint): string {
  const digits = String(millionths).padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -DECIMALS);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
