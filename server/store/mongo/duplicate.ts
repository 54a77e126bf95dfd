/** What the server answers when a unique index has the key already. */
const duplicateKey = 11_000

export function isDuplicate(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === duplicateKey
}

/** Makes a document. False when another has its key. */
export async function added(inserting: Promise<unknown>): Promise<boolean> {
  try {
    await inserting
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
