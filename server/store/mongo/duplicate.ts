import type { Model } from 'mongoose'

/** What the server answers when a unique index has the key already. */
const duplicateKey = 11_000

export function isDuplicate(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === duplicateKey
}

/** Inserts a document by the driver, past Mongoose's casts and defaults. False when another has its key. */
export async function insert<D extends object>(model: Model<D>, doc: D): Promise<boolean> {
  try {
    // The driver's type of a new document is not resolved for a type that is still open.
    await model.collection.insertOne(doc as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
