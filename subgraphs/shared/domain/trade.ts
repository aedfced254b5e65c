/** The kinds of end customers; a customer's kind decides which plans and prices apply. */
export const CUSTOMER_SEGMENTS = ['COMMERCIAL', 'EDUCATION', 'NONPROFIT', 'GOVERNMENT'] as const;
export type CustomerSegment = (typeof CUSTOMER_SEGMENTS)[number];

/** How often the price of a plan is billed. */
export type BillingCycle = 'MONTHLY' | 'ANNUAL' | 'TRIENNIAL' | 'ONE_TIME';
