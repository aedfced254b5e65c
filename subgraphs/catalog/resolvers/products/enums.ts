import { registerEnumType } from 'type-graphql';

export enum ProductStatusEnum {
  PUBLISHED = 'PUBLISHED',
  END_OF_SALE = 'END_OF_SALE',
}

registerEnumType(ProductStatusEnum, {
  name: 'ProductStatus',
  description: 'Whether a product can be bought.',
  valuesConfig: {
    PUBLISHED: { description: 'On sale: it has plans.' },
    END_OF_SALE: { description: 'Not sold any more; subscriptions that exist go on.' },
  },
});

export enum BillingCycleEnum {
  MONTHLY = 'MONTHLY',
  ANNUAL = 'ANNUAL',
  TRIENNIAL = 'TRIENNIAL',
  ONE_TIME = 'ONE_TIME',
}

registerEnumType(BillingCycleEnum, {
  name: 'BillingCycle',
  description: 'How often the price of a plan is billed. The price always covers the whole term.',
  valuesConfig: {
    MONTHLY: { description: 'In equal instalments, every month of the term.' },
    ANNUAL: { description: 'Once for each year of the term.' },
    TRIENNIAL: { description: 'Once for a term of three years.' },
    ONE_TIME: { description: 'Once; the purchase has no term.' },
  },
});

export enum ImportStatusEnum {
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
  FAILED = 'FAILED',
}

registerEnumType(ImportStatusEnum, {
  name: 'ImportStatus',
  description: 'Where an import stands.',
  valuesConfig: {
    RUNNING: { description: 'Queued, or reading the sheet; ask again.' },
    COMPLETED: { description: 'The sheet was read to its end; some rows may have been rejected.' },
    FAILED: { description: 'The sheet was damaged, or would have retired too much; `failure` says which.' },
  },
});
