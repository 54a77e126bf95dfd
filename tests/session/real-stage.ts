import type { Message } from '../../miniprogram/protocol/index'
import { Device } from '../support/device'
import { startServer, type TestServer } from '../support/real-server'
import { RealWire } from '../support/real-wire'
import { VirtualClock } from '../support/virtual-clock'
import type { Account, Stage } from './stage'

/** One real server for many schedules, on the virtual clock of whichever is being lived through. */
export class RealTheatre {
  readonly #server: TestServer
  readonly #wire: RealWire
  readonly #random: () => number
  #clock: VirtualClock
  #accounts: Stage['accounts'] | undefined
  #talk = ''

  private constructor(server: TestServer, wire: RealWire, clock: VirtualClock, random: () => number) {
    this.#server = server
    this.#wire = wire
    this.#clock = clock
    this.#random = random
  }

  static async open(random: () => number): Promise<RealTheatre> {
    const time: { now(): number } = { now: Date.now }
    const server = await startServer(() => time.now())
    const wire = new RealWire(server)
    const clock = new VirtualClock({ start: Date.now(), settle: wire.settle })
    const theatre = new RealTheatre(server, wire, clock, random)
    time.now = () => theatre.#clock.now()
    const names = ['ann', 'bo', 'cy'] as const
    const [ann, bo, cy] = await Promise.all(names.map((name) => theatre.#signIn(name)))
    if (!ann || !bo || !cy) throw new Error('three people are needed')
    theatre.#accounts = [ann, bo, cy]
    theatre.#talk = await theatre.#connect(ann, bo)
    return theatre
  }

  /** A new group of all three, on a server that has lived through the schedules before. */
  async stage(): Promise<Stage> {
    const wire = this.#wire
    const accounts = this.#accounts
    const talk = this.#talk
    if (!accounts) throw new Error('nobody has signed in')
    const clock = new VirtualClock({ start: this.#clock.now(), settle: wire.settle })
    this.#clock = clock
    const hall = await this.#gather(accounts)
    let coming: Promise<void> | undefined
    return {
      clock,
      wire,
      accounts,
      hall,
      talk,
      restart: (downMs, politely) => {
        coming ??= this.#goAway(downMs, politely).finally(() => {
          coming = undefined
        })
      },
      calm: async () => {
        while (coming) await clock.advance(1_000)
      },
      end: () => this.#dissolve(hall, accounts[0]),
      history: (room) => this.#history(room, accounts[0]),
    }
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  async #goAway(downMs: number, politely: boolean): Promise<void> {
    if (!politely) this.#wire.cutAll()
    await this.#wire.track(this.#server.stop())
    await this.#clock.wait(downMs)
    await this.#wire.track(this.#server.start())
  }

  async #signIn(name: string): Promise<Account> {
    const answer = await this.#wire.request({ method: 'POST', path: '/api/login/guest', body: { name } })
    return answer.body as Account
  }

  #device(account: Account): Promise<Device> {
    const clock = this.#clock
    const wire = this.#wire
    const random = this.#random
    return new Device({ clock, wire, random, account }).launch()
  }

  async #connect(ann: Account, bo: Account): Promise<string> {
    const [asking, asked] = [await this.#device(ann), await this.#device(bo)]
    const waiting = asking.app.links.ask(bo.user.id)
    await this.#clock.until(() => asked.app.invitations.badge.get() === 1)
    await waiting
    const [invitation] = asked.app.invitations.get().received
    const connected = asked.app.links.connect(invitation?.link ?? '')
    await this.#clock.until(() => asked.app.contacts.get().length === 1)
    for (const device of [asking, asked]) device.kill()
    return (await connected).room
  }

  async #gather([ann, ...others]: Stage['accounts']): Promise<string> {
    const owner = await this.#device(ann)
    const guests = await Promise.all(others.map((account) => this.#device(account)))
    let hall = ''
    const done = owner.app.rooms.create('Hall').then(async ({ id, code = '' }) => {
      await Promise.all(guests.map(({ app }) => app.rooms.join(code)))
      hall = id
    })
    await this.#clock.until(() => hall !== '')
    await done
    for (const device of [owner, ...guests]) device.kill()
    return hall
  }

  async #dissolve(hall: string, ann: Account): Promise<void> {
    const owner = await this.#device(ann)
    let isDone = false
    const done = owner.app.rooms.dissolve(hall).then(() => {
      isDone = true
    })
    await this.#clock.until(() => isDone)
    await done
    owner.kill()
  }

  async #history(room: string, { token }: Account): Promise<Message[]> {
    const messages: Message[] = []
    for (let more = true; more; ) {
      const path = `/api/rooms/${room}/messages?after=${messages.length}&limit=100`
      const answer = await this.#wire.request({ method: 'GET', path, token })
      const page = answer.body as { messages: Message[]; more: boolean }
      messages.push(...page.messages)
      more = page.more
    }
    return messages
  }
}
