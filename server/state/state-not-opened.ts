/** Why the state cannot be opened; the message is a sentence for the operator. */
export class StateNotOpened extends Error {
  override readonly name = 'StateNotOpened'
}
