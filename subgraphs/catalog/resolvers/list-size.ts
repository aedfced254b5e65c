/** What a connection costs: as many nodes as are asked for. */
export const LIST_SIZE =
  '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';
