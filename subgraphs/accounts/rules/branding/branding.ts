import type { Optional } from '../../../shared/domain/given.ts';

/** How a seller presents itself to its customers. What the seller has not chosen is missing or null. */
export interface Branding {
  readonly displayName?: Optional<string>;
  readonly logoUrl?: Optional<string>;
  /** `#rrggbb`. */
  readonly primaryColor?: Optional<string>;
  readonly supportEmail?: Optional<string>;
  readonly supportPhone?: Optional<string>;
  readonly welcomeMessage?: Optional<string>;
  readonly senderName?: Optional<string>;
}

/** Branding as customers see it. */
export interface ShownBranding extends Branding {
  readonly displayName: string;
}

/** The branding of an account: its own name is shown unless it has chosen another. */
export function shownBranding(accountName: string, branding: Branding): ShownBranding {
  return { ...branding, displayName: branding.displayName ?? accountName };
}
