import { type Audit, audit } from '../tests/support/audit'
import { OutboxClient } from '../tests/support/outbox-client'
import { group, type SignedIn } from '../tests/support/people'
import type { Cluster } from './cluster'

/** Messages of one person that may wait for their answer at a time. */
const window = 32
const tickMs = 20
/** Milliseconds after which somebody who has lost the server looks for it again. */
const wakeMs = 200

/** The members of one room, who talk at a steady pace whatever happens, and come back after each loss. */
export class Crowd {
  /** Milliseconds of the longest time in which nothing was accepted. */
  longestOutageMs = 0
  #acceptedAt = performance.now()
  #speaking: NodeJS.Timeout | undefined
  #said = 0

  readonly #clients: OutboxClient[]
  // Phones wait longer and longer; here the server is to be found at once when it is back.
  readonly #waking = setInterval(() => {
    for (const client of this.#clients) client.wake()
  }, wakeMs)
  readonly #guests: SignedIn[]
  readonly #room: string
  readonly #addresses: string[]

  private constructor(guests: SignedIn[], room: string, addresses: string[]) {
    this.#guests = guests
    this.#room = room
    this.#addresses = addresses
    this.#clients = guests.map((guest, at) => this.#client(guest, at))
  }

  static async open({ nodes }: Cluster, people: number): Promise<Crowd> {
    const [first] = nodes
    if (!first) throw new Error('A cluster has a node.')
    const { room, guests } = await group(first.process, people)
    return new Crowd(
      guests,
      room,
      nodes.map(({ network }) => network.url),
    )
  }

  /** Messages that are accepted. */
  get accepted(): number {
    return this.#clients.reduce((sum, { accepted }) => sum + accepted.size, 0)
  }

  /** Grows as long as anything comes to anybody. */
  get progress(): number {
    return this.#clients.reduce((sum, { transcript }) => sum + transcript.have, this.accepted)
  }

  /** Writes so many messages a second, all together. */
  speak(perSecond: number): void {
    const begun = performance.now()
    this.#acceptedAt = begun
    this.#speaking = setInterval(() => {
      const due = ((performance.now() - begun) / 1_000) * perSecond
      for (; this.#said < due; this.#said += 1)
        this.#clients[this.#said % this.#clients.length]?.say(`message ${this.#said}`)
    }, tickMs)
  }

  fallSilent(): void {
    clearInterval(this.#speaking)
    this.#note()
  }

  /** Resolves when all that was written is accepted, and everybody has it. */
  async settle(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.allAccepted()))
    await this.#reached()
  }

  /** One of the members comes with an empty device, and reads everything from the store. */
  async joinAnew(): Promise<void> {
    const [guest] = this.#guests
    if (guest) this.#clients.push(this.#client(guest))
    await this.#reached()
  }

  audit(): Audit {
    return audit(this.#clients)
  }

  /** Who has what, for a run that does not end well. */
  state(): string {
    return this.#clients
      .map(
        (client) =>
          `  ${client.person.name}: ${client.accepted.size} accepted, read up to ${client.transcript.have}`,
      )
      .join('\n')
  }

  async close(): Promise<void> {
    clearInterval(this.#speaking)
    clearInterval(this.#waking)
    await Promise.all(this.#clients.map((client) => client.close()))
  }

  /** Everybody begins somewhere else, and after a loss goes on at the next one. */
  #client(guest: SignedIn, at = 0): OutboxClient {
    const room = this.#room
    const first = at % this.#addresses.length
    const addresses = [...this.#addresses.slice(first), ...this.#addresses.slice(0, first)]
    return new OutboxClient({ ...guest, addresses, room, window, onAccepted: () => this.#note() })
  }

  async #reached(): Promise<void> {
    const top = this.#clients.reduce((most, { transcript }) => Math.max(most, transcript.have), this.accepted)
    await Promise.all(this.#clients.map((client) => client.reached(top)))
  }

  #note(): void {
    const now = performance.now()
    this.longestOutageMs = Math.max(this.longestOutageMs, now - this.#acceptedAt)
    this.#acceptedAt = now
  }
}
