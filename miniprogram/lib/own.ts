/**
 * What a page or component keeps beside its data: one value for each instance, made when it is first asked for.
 * A template never sees it, and it needs no copy to cross to the view.
 */
export function own<T>(make: () => T): (instance: object) => T {
  const kept = new WeakMap<object, T>()
  return (instance) => {
    const known = kept.get(instance)
    if (known !== undefined) return known
    const made = make()
    kept.set(instance, made)
    return made
  }
}
