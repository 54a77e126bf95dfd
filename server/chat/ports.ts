import type { State } from '../state/state'
import type { Store } from '../store/store'
import type { People } from './people'

/** What the domain needs of the world. Time and chance come in here, so that a test can hold them still. */
export interface Ports {
  store: Store
  state: State
  people: People
  /** Milliseconds since 1970. */
  now(): number
  /** A new id that nobody can guess: 10 lower-case letters and digits that are not mistaken for another. */
  newId(): string
}
