/** The query of many hops, in the shape that federation gateways are usually measured with. */
export const HEAVY_QUERY = `
  fragment Person on User { id username name }
  fragment Opinion on Review { id body }
  fragment Goods on Product { upc name price weight inStock shippingEstimate }
  query Heavy {
    users {
      ...Person
      reviews { ...Opinion product { ...Goods reviews { ...Opinion author {
        ...Person reviews { ...Opinion product { ...Goods } }
      } } } }
    }
    topProducts {
      ...Goods
      reviews { ...Opinion author { ...Person reviews { ...Opinion product { ...Goods reviews { ...Opinion author { ...Person } } } } } }
    }
  }`;

/** One field of one subgraph: what is measured is everything around it. */
export const SMALL_QUERY = 'query Small { me { name } }';
