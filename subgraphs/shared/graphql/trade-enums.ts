import type { BillingCycle, CustomerSegment } from '../domain/trade.ts';
import { enumType } from './enum.ts';

export const SegmentEnum = enumType<CustomerSegment>(
  'Segment',
  'The kind of end customer. It decides which plans and prices apply.',
  {
    COMMERCIAL: 'A business or another commercial organisation.',
    EDUCATION: 'A school or university. It needs an existing tenant that the vendor has verified.',
    NONPROFIT: 'A charity. It needs an existing tenant that the vendor has verified.',
    GOVERNMENT: 'A public body. It buys commercial plans, in a new tenant.',
  },
);

export const BillingCycleEnum = enumType<BillingCycle>(
  'BillingCycle',
  'How often the price of a plan is billed. The price always covers the whole term.',
  {
    MONTHLY: 'Equal instalments, one in each month of the term.',
    ANNUAL: 'One payment for each year of the term.',
    TRIENNIAL: 'One payment for a term of three years.',
    ONE_TIME: 'One payment for a purchase that has no term.',
  },
);
