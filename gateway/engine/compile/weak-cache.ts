/**
 * Makes a value on demand and keeps it as long as there is memory for it; then it is made again. For values that are
 * large and seldom needed.
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
