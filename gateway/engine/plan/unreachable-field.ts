/** No subgraph can answer a field for the objects that it is selected on. */
export class UnreachableField extends Error {
  override readonly name = 'UnreachableField';
}
