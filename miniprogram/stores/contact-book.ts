import type { ContactsAnswer, ContactsApi } from '../api/contacts'
import type { Contact, Invitation, Person, ServerFrame, ServerFrameOf } from '../protocol/index'
import type { Storage } from '../session/ports'
import type { ContactStore } from './contacts'
import type { InvitationStore } from './invitations'
import { observable, type Source } from './observable'

/** Frames after which an answer that is on its way may be out of date. */
const telling: ReadonlyArray<ServerFrame['type']> = [
  'linked',
  'asked',
  'connected',
  'declined',
  'unlinked',
  'contact',
]
/** Answers asked for in a row, while such frames keep coming. */
const patience = 3

const nothing: ContactsAnswer = { contacts: [], invitations: { received: [], sent: [] }, blocked: [] }

/** Contacts, invitations and blocked people: the server tells them in one answer, and the direct port keeps them fresh. */
export class ContactBook {
  readonly contacts: ContactStore
  readonly invitations: InvitationStore
  readonly #api: ContactsApi
  readonly #storage: Storage
  readonly #people = observable<readonly Contact[]>([])
  readonly #blocked = observable<readonly Person[]>([])
  readonly #waiting = observable<ContactsAnswer['invitations']>(nothing.invitations)
  readonly #badge = observable(0)
  #refreshing: Promise<void> | undefined
  /** Something happened while the answer was on its way: it may know nothing of it. */
  #touched = false
  #me = ''

  constructor(api: ContactsApi, storage: Storage) {
    this.#api = api
    this.#storage = storage
    const refresh = () => this.refresh()
    const people = this.#people
    const waiting = this.#waiting
    const badge = this.#badge
    const blocked = this.#blocked
    const of = (person: string) => people.get().find((contact) => contact.person.id === person)
    this.contacts = { get: people.get, subscribe: people.subscribe, blocked, of, refresh }
    this.invitations = { get: waiting.get, subscribe: waiting.subscribe, badge, refresh }
  }

  /** Shows what this phone kept for a person, everyone offline until the server says otherwise. */
  open(me: string | undefined): void {
    this.#me = me ?? ''
    this.#refreshing = undefined
    const kept = me === undefined ? undefined : (this.#storage.read(this.#key) as ContactsAnswer | undefined)
    const known = Array.isArray(kept?.contacts) && Array.isArray(kept.invitations?.received) ? kept : nothing
    this.#show({ ...known, contacts: known.contacts.map((contact) => ({ ...contact, online: false })) })
  }

  refresh(): Promise<void> {
    this.#refreshing ??= this.#refreshOnce().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  hear(frame: ServerFrame): void {
    if (telling.includes(frame.type)) this.#touched = true
    if (frame.type === 'linked') this.#received(frame)
    else if (frame.type === 'asked') this.#asked(frame)
    else if (frame.type === 'connected') this.#connected(frame)
    else if (frame.type === 'declined' || frame.type === 'unlinked') this.#settled(frame.link)
    else if (frame.type === 'contact') this.#sawContact(frame.person, frame.online)
    else if (frame.type === 'profile') this.#sawContact(frame.person)
    else if (frame.type === 'blocked') this.#refreshQuietly()
  }

  clear(): void {
    this.#storage.remove(this.#key)
    this.open(undefined)
  }

  get #key(): string {
    return `contacts.${this.#me}`
  }

  async #refreshOnce(): Promise<void> {
    const me = this.#me
    let answer = nothing
    for (let tries = 0; tries === 0 || (this.#touched && tries < patience); tries += 1) {
      this.#touched = false
      answer = await this.#api.get()
      if (me !== this.#me) return
    }
    this.#show(answer)
    this.#save()
  }

  #refreshQuietly(): void {
    // Offline, say: each new connection reads it all anyway.
    this.refresh().catch(() => {})
  }

  #received({ link, from, note, time }: ServerFrameOf<'linked'>): void {
    this.#setWaiting('received', { link, person: from, note, time })
  }

  #asked({ link, to, note, time }: ServerFrameOf<'asked'>): void {
    this.#setWaiting('sent', { link, person: to, note, time })
  }

  #connected({ link, room, peer }: ServerFrameOf<'connected'>): void {
    this.#settled(link)
    if (!this.contacts.of(peer.id)) {
      // Who answers is there; the next refresh knows it exactly.
      const contact = { person: peer, room, since: 0, online: false }
      setSorted(this.#people, [...this.#people.get(), contact])
    }
    this.#refreshQuietly()
  }

  #settled(link: string): void {
    const { received, sent } = this.#waiting.get()
    const others = (invitations: Invitation[]) => invitations.filter((one) => one.link !== link)
    this.#showWaiting({ received: others(received), sent: others(sent) })
    this.#save()
  }

  #setWaiting(side: 'received' | 'sent', invitation: Invitation): void {
    const before = this.#waiting.get()
    const others = before[side].filter((one) => one.link !== invitation.link)
    this.#showWaiting({ ...before, [side]: [...others, invitation] })
    this.#save()
  }

  #sawContact(person: Person, online?: boolean): void {
    const known = this.contacts.of(person.id)
    if (!known) return
    const others = this.#people.get().filter((contact) => contact !== known)
    setSorted(this.#people, [...others, { ...known, person, online: online ?? known.online }])
  }

  #show({ contacts, invitations, blocked }: ContactsAnswer): void {
    setSorted(this.#people, contacts)
    this.#blocked.set(blocked)
    this.#showWaiting(invitations)
  }

  #showWaiting({ received, sent }: ContactsAnswer['invitations']): void {
    const newest = (one: Invitation, other: Invitation) => other.time - one.time
    this.#waiting.set({ received: [...received].sort(newest), sent: [...sent].sort(newest) })
    this.#badge.set(received.length)
  }

  #save(): void {
    const contacts = this.#people.get()
    this.#storage.write(this.#key, {
      contacts,
      invitations: this.#waiting.get(),
      blocked: this.#blocked.get(),
    })
  }
}

/** Those who are there first, then by name. */
function setSorted(people: Source<readonly Contact[]>, contacts: readonly Contact[]): void {
  const order = (one: Contact, other: Contact) =>
    Number(other.online) - Number(one.online) || one.person.name.localeCompare(other.person.name)
  people.set([...contacts].sort(order))
}
