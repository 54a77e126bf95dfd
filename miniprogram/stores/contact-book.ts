import type { ContactsAnswer, ContactsApi } from '../api/contacts'
import type { Invitation, Person, ServerFrame, ServerFrameOf } from '../protocol/index'
import type { Storage } from '../session/ports'
import { ContactStore } from './contact-store'
import { InvitationStore, type KeptNews } from './invitation-store'

/** Frames after which an answer that is on its way may be out of date. */
const outdating: ReadonlyArray<ServerFrame['type']> = [
  'linked',
  'asked',
  'connected',
  'declined',
  'unlinked',
  'contact',
]
type Kept = ContactsAnswer & Partial<KeptNews>

/** Answers asked for in a row, while such frames keep coming. */
const mostTries = 3

const nothing: ContactsAnswer = { contacts: [], invitations: { received: [], sent: [] }, blocked: [] }

/** Keeps contacts and invitations, which come in one answer: on this phone, and fresh by the frames of the direct port. */
export class ContactBook {
  readonly contacts = new ContactStore(() => this.refresh())
  readonly invitations = new InvitationStore(
    () => this.refresh(),
    () => this.save(),
  )
  private readonly api: ContactsApi
  private readonly storage: Storage
  private refreshing: Promise<void> | undefined
  /** Something changed while the answer was on its way, which may not have it. */
  private isOutdated = false
  private me = ''

  constructor(api: ContactsApi, storage: Storage) {
    this.api = api
    this.storage = storage
  }

  /** Shows what this phone kept for a person, everyone offline until the server says otherwise. */
  open(me: string | undefined): void {
    this.me = me ?? ''
    this.refreshing = undefined
    const kept = me === undefined ? undefined : (this.storage.read(this.key) as Kept | undefined)
    this.invitations.open(kept ?? {})
    const known = Array.isArray(kept?.contacts) && Array.isArray(kept.invitations?.received) ? kept : nothing
    this.show({ ...known, contacts: known.contacts.map((contact) => ({ ...contact, online: false })) })
  }

  refresh(): Promise<void> {
    this.refreshing ??= this.refreshOnce().finally(() => {
      this.refreshing = undefined
    })
    return this.refreshing
  }

  hear(frame: ServerFrame): void {
    if (outdating.includes(frame.type)) this.isOutdated = true
    if (frame.type === 'linked') this.invited('received', frame, frame.from)
    else if (frame.type === 'asked') this.invited('sent', frame, frame.to)
    else if (frame.type === 'connected') this.connected(frame)
    else if (frame.type === 'declined' || frame.type === 'unlinked') this.settled(frame.link)
    else if (frame.type === 'contact') this.contacts.changed(frame.person, frame.online)
    else if (frame.type === 'profile') this.contacts.changed(frame.person)
    else if (frame.type === 'blocked') this.refreshQuietly()
  }

  clear(): void {
    this.storage.remove(this.key)
    this.open(undefined)
  }

  private get key(): string {
    return `contacts.${this.me}`
  }

  private async refreshOnce(): Promise<void> {
    const me = this.me
    let answer = nothing
    for (let tries = 0; tries === 0 || (this.isOutdated && tries < mostTries); tries += 1) {
      this.isOutdated = false
      answer = await this.api.get()
      if (me !== this.me) return
    }
    const asked = this.invitations.get().sent
    this.show(answer)
    this.tellAccepted(asked)
    this.save()
  }

  /** Of those whom I had asked by what this phone knew, some have accepted while it was not connected. */
  private tellAccepted(asked: readonly Invitation[]): void {
    const { sent } = this.invitations.get()
    for (const { link, person } of asked) {
      const contact = this.contacts.of(person.id)
      const isAnswered = !sent.some((one) => one.link === link)
      if (contact && isAnswered) this.invitations.wasAccepted(contact.person, contact.room)
    }
  }

  /** When it fails, for want of a network say, the next connection reads it all anyway. */
  private refreshQuietly(): void {
    this.refresh().catch(() => {})
  }

  private invited(side: 'received' | 'sent', frame: ServerFrameOf<'linked' | 'asked'>, person: Person): void {
    const { link, note, time } = frame
    this.invitations.put(side, { link, person, note, time })
    this.save()
  }

  private connected({ id, link, room, peer }: ServerFrameOf<'connected'>): void {
    const mine = this.invitations.get().sent.filter(({ person }) => person.id === peer.id)
    // An answer is to what was done here: then the talk is opened anyway.
    if (mine.length > 0 && id === undefined) this.invitations.wasAccepted(peer, room)
    for (const asked of mine) this.invitations.remove(asked.link)
    this.settled(link)
    this.contacts.connected(peer, room)
    this.refreshQuietly()
  }

  private settled(link: string): void {
    this.invitations.remove(link)
    this.save()
  }

  private show({ contacts, invitations, blocked }: ContactsAnswer): void {
    this.contacts.show(contacts)
    this.contacts.blocked.set(blocked)
    this.invitations.show(invitations)
  }

  private save(): void {
    this.storage.write(this.key, {
      contacts: this.contacts.get(),
      invitations: this.invitations.get(),
      blocked: this.contacts.blocked.get(),
      ...this.invitations.kept,
    })
  }
}
