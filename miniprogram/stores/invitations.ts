import type { Person } from '../protocol/index'
import type { Observable } from './observable'

/** An invitation to a 1v1 talk that waits for an answer. */
export interface Invitation {
  link: string
  /** Who asked me, or whom I asked. */
  person: Person
  note: string
  /** Milliseconds since 1970, the server's clock. */
  time: number
}

/** Waiting invitations, the newest first. */
export interface InvitationStore extends Observable<{ received: Invitation[]; sent: Invitation[] }> {
  /** How many wait for my answer: the badge of Notices. */
  readonly badge: Observable<number>
  refresh(): Promise<void>
}
