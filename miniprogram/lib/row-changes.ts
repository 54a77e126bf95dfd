interface Keyed {
  id: string
}

/**
 * What `setData` needs to make a list read like another one. While the same rows stand in the same order only those
 * that differ cross to the view; otherwise the whole list does.
 */
export function rowChanges<T extends Keyed>(
  list: string,
  before: readonly T[],
  after: readonly T[],
): Record<string, T | readonly T[]> {
  const isSameOrder = before.length === after.length && after.every(({ id }, at) => before[at]?.id === id)
  if (!isSameOrder) return { [list]: after }
  const changes: Record<string, T> = {}
  after.forEach((row, at) => {
    if (JSON.stringify(row) !== JSON.stringify(before[at])) changes[`${list}[${at}]`] = row
  })
  return changes
}
