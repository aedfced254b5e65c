import { createHash } from 'node:crypto';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';

/**
 * The fingerprint of an order's input: equal for equal inputs, whatever the order of their fields. The moment at which the
 * attestation is signed does not count.
 *
 * @param input as the client sent it
 * @param parameters its vendor parameters, as they were read
 */
export function fingerprintOf(input: object, { attestation, ...parameters }: VendorParameters): string {
  const comparable = { ...input, vendorParameters: { ...parameters, attestedBy: attestation?.signedBy } };
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(comparable)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== null)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sortKeys(part)]),
  );
}
