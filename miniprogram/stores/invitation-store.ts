import type { ContactsAnswer } from '../api/contacts'
import type { Invitation, Person } from '../protocol/index'
import { type Observable, observable, Store } from './observable'

type Waiting = ContactsAnswer['invitations']

/** What the strip above every page tells of. `key`: the id of the invitation, or of the room. */
export type News = { key: string; person: Person } & ({ is: 'invited'; note: string } | { is: 'accepted' })

/** What this phone keeps of the news, beside the invitations themselves. */
export interface KeptNews {
  /** Those who have taken my invitation, and in whose talk I have not been since. */
  accepted: readonly { person: Person; room: string }[]
  /** Invitations that wait, and of which the strip has told. */
  putOff: readonly string[]
}

/** Invitations that wait for an answer, the newest first. */
export interface Invitations extends Observable<Waiting> {
  /** How many wait for my answer: the badge of Notices. */
  readonly badge: Observable<number>
  /** What is not told yet, what has come first first. */
  readonly news: Observable<readonly News[]>
  /** These were told; invitations go on waiting. */
  dismiss(keys: readonly string[]): void
  /** Fetches contacts and invitations. Rejects with `Refused`. */
  refresh(): Promise<void>
}

export class InvitationStore extends Store<Waiting> implements Invitations {
  readonly badge = observable(0)
  readonly news = observable<readonly News[]>([])
  readonly refresh: () => Promise<void>
  private readonly save: () => void
  private accepted: KeptNews['accepted'] = []
  private putOff: KeptNews['putOff'] = []

  constructor(refresh: () => Promise<void>, save: () => void) {
    super({ received: [], sent: [] })
    this.refresh = refresh
    this.save = save
  }

  get kept(): KeptNews {
    return { accepted: this.accepted, putOff: this.putOff }
  }

  /** What was kept of another start. An older version has kept none. */
  open({ accepted = [], putOff = [] }: Partial<KeptNews>): void {
    this.accepted = accepted
    this.putOff = putOff
  }

  show({ received, sent }: Waiting): void {
    this.set({ received: [...received].sort(byNewest), sent: [...sent].sort(byNewest) })
    this.badge.set(received.length)
    this.putOff = this.putOff.filter((key) => received.some(({ link }) => link === key))
    this.tell()
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

  /** Somebody has taken my invitation. */
  wasAccepted(person: Person, room: string): void {
    if (this.accepted.some((one) => one.room === room)) return
    this.accepted = [...this.accepted, { person, room }]
    this.tell()
  }

  dismiss(keys: readonly string[]): void {
    const told = this.news.get().filter(({ key }) => keys.includes(key))
    if (told.length === 0) return
    this.accepted = this.accepted.filter(({ room }) => !keys.includes(room))
    const invitations = told.filter(({ is }) => is === 'invited')
    this.putOff = [...this.putOff, ...invitations.map(({ key }) => key)]
    this.tell()
    this.save()
  }

  private tell(): void {
    const waiting = this.get().received.filter(({ link }) => !this.putOff.includes(link))
    const invited = waiting.map(
      ({ link, person, note }): News => ({ key: link, person, is: 'invited', note }),
    )
    const accepted = this.accepted.map(({ room, person }): News => ({ key: room, person, is: 'accepted' }))
    this.news.set([...accepted, ...invited.reverse()])
  }
}

function byNewest(one: Invitation, other: Invitation): number {
  return other.time - one.time
}
