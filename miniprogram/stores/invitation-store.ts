import type { ContactsAnswer } from '../api/contacts'
import type { Invitation } from '../protocol/index'
import { type Observable, observable, Store } from './observable'

type Waiting = ContactsAnswer['invitations']

/** Invitations that wait for an answer, the newest first. */
export interface Invitations extends Observable<Waiting> {
  /** How many wait for my answer: the badge of Notices. */
  readonly badge: Observable<number>
  /** Fetches contacts and invitations. Rejects with `Refused`. */
  refresh(): Promise<void>
}

export class InvitationStore extends Store<Waiting> implements Invitations {
  readonly badge = observable(0)
  readonly refresh: () => Promise<void>

  constructor(refresh: () => Promise<void>) {
    super({ received: [], sent: [] })
    this.refresh = refresh
  }

  show({ received, sent }: Waiting): void {
    this.set({ received: [...received].sort(byNewest), sent: [...sent].sort(byNewest) })
    this.badge.set(received.length)
  }

  /** A new invitation, or a known one as it is now. */
  put(side: keyof Waiting, invitation: Invitation): void {
    const before = this.get()
    const others = before[side].filter(({ link }) => link !== invitation.link)
    this.show({ ...before, [side]: [...others, invitation] })
  }

  /** An invitation was accepted, declined or withdrawn. */
  remove(link: string): void {
    const { received, sent } = this.get()
    const others = (invitations: Invitation[]) => invitations.filter((one) => one.link !== link)
    this.show({ received: others(received), sent: others(sent) })
  }
}

function byNewest(one: Invitation, other: Invitation): number {
  return other.time - one.time
}
