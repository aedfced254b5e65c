/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query ActivationObstacles($input: ActivateResellerInput!) {\n  activationObstacles(input: $input) {\n    code\n    message\n    path\n    retryable\n    remedies {\n      description\n      url\n    }\n  }\n}": typeof types.ActivationObstaclesDocument,
    "mutation CreateOrderingCustomer($input: CreateCustomerInput!) {\n  createCustomer(input: $input) {\n    ...CreatedForOrder\n  }\n}\n\nmutation CreateCustomerOfActivated($input: CreateCustomerInput!) {\n  createCustomer(input: $input, parentActivates: true) {\n    ...CreatedForOrder\n  }\n}\n\nfragment CreatedForOrder on CreateCustomerPayload {\n  customer {\n    id\n    name\n    status\n    currency\n    segment\n    parent {\n      id\n    }\n    ancestors {\n      id\n    }\n  }\n  userErrors {\n    code\n    message\n    path\n    retryable\n    remedies {\n      description\n      url\n    }\n  }\n}": typeof types.CreateOrderingCustomerDocument,
    "query FindPlans($mpns: [String!]!, $count: Int!, $after: String, $filter: PlanFilter!) {\n  products(filter: {mpn: $mpns}, first: $count, after: $after) {\n    nodes {\n      mpn\n      plans(filter: $filter) {\n        id\n        term\n        billingCycle\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.FindPlansDocument,
    "query KnownPromotions($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    id\n    ... on Promotion {\n      name\n      market\n      from\n      to\n    }\n  }\n}": typeof types.KnownPromotionsDocument,
    "query NewCustomerObstacles($input: CreateCustomerInput!) {\n  createCustomerObstacles(input: $input) {\n    ...Obstacle\n  }\n}\n\nquery ObstaclesOfActivated($input: CreateCustomerInput!) {\n  createCustomerObstacles(input: $input, parentActivates: true) {\n    ...Obstacle\n  }\n}\n\nfragment Obstacle on UserError {\n  code\n  message\n  path\n  retryable\n  remedies {\n    description\n    url\n  }\n}": typeof types.NewCustomerObstaclesDocument,
    "query OrderQuote($buyerId: ID, $sellerId: ID, $planIds: [ID!]!) {\n  orderQuote(buyerId: $buyerId, sellerId: $sellerId, planIds: $planIds) {\n    sealedTiers\n    plan {\n      id\n      segment\n      term\n      billingCycle\n      market\n      currency\n      validTo\n      product {\n        id\n        mpn\n        name\n        status\n        category\n        vendor {\n          name\n        }\n        minQuantity\n        maxQuantity\n        prerequisites {\n          mpn\n          name\n        }\n      }\n    }\n  }\n}": typeof types.OrderQuoteDocument,
    "query OrderingCustomer($id: ID!) {\n  account(id: $id) {\n    __typename\n    id\n    name\n    type\n    status\n    currency\n    parent {\n      id\n    }\n    ancestors {\n      id\n    }\n    address {\n      line1\n      line2\n      city\n      region\n      postalCode\n      country\n    }\n    administrativeContact {\n      firstName\n      lastName\n      email\n      phone\n    }\n    ... on Customer {\n      segment\n      tenantDomain\n    }\n  }\n}": typeof types.OrderingCustomerDocument,
    "mutation PrepareActivation($input: ActivateResellerInput!) {\n  prepareActivation(input: $input) {\n    activationId\n    userErrors {\n      code\n      message\n      path\n      retryable\n      remedies {\n        description\n        url\n      }\n    }\n  }\n}": typeof types.PrepareActivationDocument,
    "query ProductParameters($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Product {\n      id\n      parameters {\n        name\n        label\n        type\n        required\n        help\n        choices\n        pattern\n      }\n    }\n  }\n}": typeof types.ProductParametersDocument,
};
const documents: Documents = {
    "query ActivationObstacles($input: ActivateResellerInput!) {\n  activationObstacles(input: $input) {\n    code\n    message\n    path\n    retryable\n    remedies {\n      description\n      url\n    }\n  }\n}": types.ActivationObstaclesDocument,
    "mutation CreateOrderingCustomer($input: CreateCustomerInput!) {\n  createCustomer(input: $input) {\n    ...CreatedForOrder\n  }\n}\n\nmutation CreateCustomerOfActivated($input: CreateCustomerInput!) {\n  createCustomer(input: $input, parentActivates: true) {\n    ...CreatedForOrder\n  }\n}\n\nfragment CreatedForOrder on CreateCustomerPayload {\n  customer {\n    id\n    name\n    status\n    currency\n    segment\n    parent {\n      id\n    }\n    ancestors {\n      id\n    }\n  }\n  userErrors {\n    code\n    message\n    path\n    retryable\n    remedies {\n      description\n      url\n    }\n  }\n}": types.CreateOrderingCustomerDocument,
    "query FindPlans($mpns: [String!]!, $count: Int!, $after: String, $filter: PlanFilter!) {\n  products(filter: {mpn: $mpns}, first: $count, after: $after) {\n    nodes {\n      mpn\n      plans(filter: $filter) {\n        id\n        term\n        billingCycle\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.FindPlansDocument,
    "query KnownPromotions($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    id\n    ... on Promotion {\n      name\n      market\n      from\n      to\n    }\n  }\n}": types.KnownPromotionsDocument,
    "query NewCustomerObstacles($input: CreateCustomerInput!) {\n  createCustomerObstacles(input: $input) {\n    ...Obstacle\n  }\n}\n\nquery ObstaclesOfActivated($input: CreateCustomerInput!) {\n  createCustomerObstacles(input: $input, parentActivates: true) {\n    ...Obstacle\n  }\n}\n\nfragment Obstacle on UserError {\n  code\n  message\n  path\n  retryable\n  remedies {\n    description\n    url\n  }\n}": types.NewCustomerObstaclesDocument,
    "query OrderQuote($buyerId: ID, $sellerId: ID, $planIds: [ID!]!) {\n  orderQuote(buyerId: $buyerId, sellerId: $sellerId, planIds: $planIds) {\n    sealedTiers\n    plan {\n      id\n      segment\n      term\n      billingCycle\n      market\n      currency\n      validTo\n      product {\n        id\n        mpn\n        name\n        status\n        category\n        vendor {\n          name\n        }\n        minQuantity\n        maxQuantity\n        prerequisites {\n          mpn\n          name\n        }\n      }\n    }\n  }\n}": types.OrderQuoteDocument,
    "query OrderingCustomer($id: ID!) {\n  account(id: $id) {\n    __typename\n    id\n    name\n    type\n    status\n    currency\n    parent {\n      id\n    }\n    ancestors {\n      id\n    }\n    address {\n      line1\n      line2\n      city\n      region\n      postalCode\n      country\n    }\n    administrativeContact {\n      firstName\n      lastName\n      email\n      phone\n    }\n    ... on Customer {\n      segment\n      tenantDomain\n    }\n  }\n}": types.OrderingCustomerDocument,
    "mutation PrepareActivation($input: ActivateResellerInput!) {\n  prepareActivation(input: $input) {\n    activationId\n    userErrors {\n      code\n      message\n      path\n      retryable\n      remedies {\n        description\n        url\n      }\n    }\n  }\n}": types.PrepareActivationDocument,
    "query ProductParameters($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Product {\n      id\n      parameters {\n        name\n        label\n        type\n        required\n        help\n        choices\n        pattern\n      }\n    }\n  }\n}": types.ProductParametersDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ActivationObstacles($input: ActivateResellerInput!) {\n  activationObstacles(input: $input) {\n    code\n    message\n    path\n    retryable\n    remedies {\n      description\n      url\n    }\n  }\n}"): typeof import('./graphql.ts').ActivationObstaclesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateOrderingCustomer($input: CreateCustomerInput!) {\n  createCustomer(input: $input) {\n    ...CreatedForOrder\n  }\n}\n\nmutation CreateCustomerOfActivated($input: CreateCustomerInput!) {\n  createCustomer(input: $input, parentActivates: true) {\n    ...CreatedForOrder\n  }\n}\n\nfragment CreatedForOrder on CreateCustomerPayload {\n  customer {\n    id\n    name\n    status\n    currency\n    segment\n    parent {\n      id\n    }\n    ancestors {\n      id\n    }\n  }\n  userErrors {\n    code\n    message\n    path\n    retryable\n    remedies {\n      description\n      url\n    }\n  }\n}"): typeof import('./graphql.ts').CreateOrderingCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FindPlans($mpns: [String!]!, $count: Int!, $after: String, $filter: PlanFilter!) {\n  products(filter: {mpn: $mpns}, first: $count, after: $after) {\n    nodes {\n      mpn\n      plans(filter: $filter) {\n        id\n        term\n        billingCycle\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').FindPlansDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query KnownPromotions($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    id\n    ... on Promotion {\n      name\n      market\n      from\n      to\n    }\n  }\n}"): typeof import('./graphql.ts').KnownPromotionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query NewCustomerObstacles($input: CreateCustomerInput!) {\n  createCustomerObstacles(input: $input) {\n    ...Obstacle\n  }\n}\n\nquery ObstaclesOfActivated($input: CreateCustomerInput!) {\n  createCustomerObstacles(input: $input, parentActivates: true) {\n    ...Obstacle\n  }\n}\n\nfragment Obstacle on UserError {\n  code\n  message\n  path\n  retryable\n  remedies {\n    description\n    url\n  }\n}"): typeof import('./graphql.ts').NewCustomerObstaclesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OrderQuote($buyerId: ID, $sellerId: ID, $planIds: [ID!]!) {\n  orderQuote(buyerId: $buyerId, sellerId: $sellerId, planIds: $planIds) {\n    sealedTiers\n    plan {\n      id\n      segment\n      term\n      billingCycle\n      market\n      currency\n      validTo\n      product {\n        id\n        mpn\n        name\n        status\n        category\n        vendor {\n          name\n        }\n        minQuantity\n        maxQuantity\n        prerequisites {\n          mpn\n          name\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').OrderQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OrderingCustomer($id: ID!) {\n  account(id: $id) {\n    __typename\n    id\n    name\n    type\n    status\n    currency\n    parent {\n      id\n    }\n    ancestors {\n      id\n    }\n    address {\n      line1\n      line2\n      city\n      region\n      postalCode\n      country\n    }\n    administrativeContact {\n      firstName\n      lastName\n      email\n      phone\n    }\n    ... on Customer {\n      segment\n      tenantDomain\n    }\n  }\n}"): typeof import('./graphql.ts').OrderingCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PrepareActivation($input: ActivateResellerInput!) {\n  prepareActivation(input: $input) {\n    activationId\n    userErrors {\n      code\n      message\n      path\n      retryable\n      remedies {\n        description\n        url\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').PrepareActivationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ProductParameters($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Product {\n      id\n      parameters {\n        name\n        label\n        type\n        required\n        help\n        choices\n        pattern\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ProductParametersDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
