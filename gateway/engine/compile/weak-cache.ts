/**
 * Makes a value when it is needed, and again when memory was needed for something else meanwhile: for what is large and
 * seldom asked for.
 */
export function weaklyCached<Value extends object>(make: () => Value): () => Value {
  let known: WeakRef<Value> | undefined;
  return () => {
    const kept = known?.deref();
    if (kept) return kept;
    const made = make();
    known = new WeakRef(made);
    return made;
  };
}
