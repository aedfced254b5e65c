import { describeOutsideTheGraph } from './outside-the-graph.ts';
import { describeBuying } from './buying.ts';
import { describeLookingAround } from './looking-around.ts';
import { describeMarketplaces } from './marketplaces.ts';
import type { Platform } from './platform.ts';
import { describeSecondVendor } from './second-vendor.ts';
import { describeSigningIn } from './signing-in.ts';

/**
 * Describes what people do on the marketplace, from signing in to active subscriptions.
 * The tests are the same for the embedded and the distributed graph.
 */
export function describeJourneys(platform: () => Platform): void {
  describeSigningIn(platform);
  describeOutsideTheGraph(platform);
  describeLookingAround(platform);
  describeBuying(platform);
  describeMarketplaces(platform);
  describeSecondVendor(platform);
}
