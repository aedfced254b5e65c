import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { microsoftOf, vendorKeyOf, type Vendor, type Vendors } from '../../connectors/vendors.ts';
import type { DraftLine } from './order-draft.ts';

/** Who would fulfil an order, and why nobody can. */
export interface DraftVendor {
  /** The vendor of its first line; undefined when that takes no orders here. */
  readonly vendor: Vendor | undefined;
  /** Lines that cannot be part of the order. */
  readonly vendorProblems: readonly Refusal[];
}

/** Finds the vendor of an order from its lines. An order goes to one vendor; one of which no line is known, to Microsoft. */
export function draftVendor(vendors: Vendors, lines: readonly Pick<DraftLine, 'choice'>[]): DraftVendor {
  const made = lines.flatMap(({ choice }, index) => {
    if (choice.kind !== 'known') return [];
    const { name, vendorName } = choice.plan.product;
    return [{ index, name, vendorName, key: vendorKeyOf(vendorName) }];
  });
  const [first] = made;
  if (first === undefined) return { vendor: microsoftOf(vendors), vendorProblems: [] };
  const vendorProblems = made.flatMap(({ index, name, vendorName, key }) => {
    const path = ['lines', index, 'planId'];
    if (key !== first.key) {
      const message = `An order goes to one vendor: ${name} is made by ${vendorName}, and the first line by ${first.vendorName}.`;
      return [refusal('NOT_ALLOWED', message, { path, remedies: [{ description: `Order ${name} separately.` }] })];
    }
    if (vendors.has(key)) return [];
    const message = `${name} cannot be ordered: ${vendorName} takes no orders from here.`;
    const remedies = [{ description: 'Ask the provider to connect the vendor (VENDOR_APIS).' }];
    return [refusal('PLAN_NOT_AVAILABLE', message, { path, remedies })];
  });
  return { vendor: vendors.get(first.key), vendorProblems };
}
