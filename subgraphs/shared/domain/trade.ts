/** The kinds of end customers; a customer's kind decides which plans and prices apply. */
export type CustomerSegment = 'COMMERCIAL' | 'EDUCATION' | 'NONPROFIT' | 'GOVERNMENT';

/** How often the price of a plan is billed. */
export type BillingCycle = 'MONTHLY' | 'ANNUAL' | 'TRIENNIAL' | 'ONE_TIME';
