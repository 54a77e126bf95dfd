/** Why the store cannot be opened; the message is a sentence for the operator. */
export class StoreNotOpened extends Error {
  override readonly name = 'StoreNotOpened'
}
