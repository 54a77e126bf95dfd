import type { ClientFrame, Person, ServerFrame } from '#protocol'
import type { ModelServer } from './model-server'

/** A frame, and the person to whom it goes. */
interface Told {
  to: string
  frame: ServerFrame
}

/** Signs people in and makes rooms for them in a model server, so that suites find what they begin with. */
export class ModelScene {
  readonly #model: ModelServer
  readonly #people = new Map<string, Person>()
  /** Who asked whom to connect, by invitation. */
  readonly #links = new Map<string, { from: Person; to: Person }>()
  #made = 0

  constructor(model: ModelServer) {
    this.#model = model
  }

  newGuest(): { token: string; user: Person } {
    const guest = this.#model.addPerson(this.#newName('guest'))
    this.#people.set(guest.token, guest.user)
    return guest
  }

  personOf(token: string): Person {
    const person = this.#people.get(token)
    if (!person) throw new Error(`nobody has the token ${token}`)
    return person
  }

  /** What is told to whom of a frame that makes a room or a member; nothing for other frames. */
  set(frame: ClientFrame, person: Person): Told[] | undefined {
    const { id } = frame
    const answer = (frame: ServerFrame): Told => ({
      to: person.id,
      frame: { ...frame, ...(id !== undefined && { id }) } as ServerFrame,
    })
    if (frame.type === 'create') return [answer(this.#found(person))]
    if (frame.type === 'join') return [answer(this.#join(frame.code, person))]
    if (frame.type === 'link') {
      const to = [...this.#people.values()].find((one) => one.id === frame.to) ?? person
      const link = this.#newName('link')
      this.#links.set(link, { from: person, to })
      const invitation = { link, note: '', time: 0 }
      return [
        answer({ type: 'asked', to, ...invitation }),
        { to: to.id, frame: { type: 'linked', from: person, ...invitation } },
      ]
    }
    if (frame.type === 'connect') {
      const { from, to } = this.#asked(frame.link)
      const room = this.#newName('pair')
      this.#model.addRoom(room, 'direct', [from.id, to.id])
      const connected = { type: 'connected', link: frame.link, room } as const
      return [answer({ ...connected, peer: from }), { to: from.id, frame: { ...connected, peer: to } }]
    }
    return undefined
  }

  #found({ id }: Person): ServerFrame {
    const room = this.#newName('group')
    this.#model.addRoom(room, 'group', [id])
    return this.#card(room, id)
  }

  /** The code of a room is its id. */
  #join(code: string, { id }: Person): ServerFrame {
    this.#model.room(code).members.add(id)
    return this.#card(code, id)
  }

  #card(room: string, person: string): ServerFrame {
    return { type: 'room', room: { ...this.#model.room(room).cardFor(person), code: room } }
  }

  #asked(link: string) {
    const asked = this.#links.get(link)
    if (!asked) throw new Error(`nobody has asked for ${link}`)
    return asked
  }

  #newName(kind: string): string {
    this.#made += 1
    return `${kind}${this.#made}`
  }
}
