import type { Draft, Store } from '../../../server/store/store'

/** A store for one test. */
export interface OpenedStore {
  /** Empty, but for what a new store has. */
  store: Store
  /** The same data through another server; an adapter of one server gives its only one again. */
  other: Store
  /** Closes `store`, and opens what it left. */
  reopen(): Promise<Store>
  /** Closes what is open and takes the data away. */
  dispose(): Promise<void>
}

/** Tests by their sentence, each given a store of its own. */
export type StoreTests = Record<string, (opened: OpenedStore) => Promise<void>>

/** A text message; its body is its id unless given. */
export function text(from: string, id: string, body: string = id): Draft {
  return { id, from, kind: 'text', body, time: 1_700_000_000_000 }
}

/** The whole numbers from 1 to `last`. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
