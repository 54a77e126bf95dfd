import type { Invitation } from '../protocol/index'
import type { Observable } from './observable'

/** Waiting invitations, the newest first. */
export interface InvitationStore extends Observable<{ received: Invitation[]; sent: Invitation[] }> {
  /** How many wait for my answer: the badge of Notices. */
  readonly badge: Observable<number>
  refresh(): Promise<void>
}
