import { lobby } from '../../miniprogram/protocol/index'
import { seeded } from '../support/chance'
import { Device } from '../support/device'
import { type Faults, ModelServer } from '../support/model-server'
import { VirtualClock } from '../support/virtual-clock'

/** The 1v1 room of the first two people. */
export const talk = 'talk'

/** Ann with a phone and a tablet, Bo and Cy with a phone each, and a server. */
export class World {
  readonly clock = new VirtualClock()
  readonly server: ModelServer
  readonly devices: Device[]
  /** What was said, by device and room, in its order. */
  readonly said = new Map<string, string[]>()
  private count = 0

  constructor(seed: number, faults: Faults) {
    const random = seeded(seed)
    this.server = new ModelServer(this.clock, random)
    this.server.faults = faults
    const [ann, bo, cy] = ['ann', 'bo', 'cy'].map((name) => this.server.addPerson(name))
    if (!ann || !bo || !cy) throw new Error('three people are needed')
    this.server.addRoom(talk, 'direct', ['ann', 'bo'])
    const { clock, server } = this
    this.devices = [ann, ann, bo, cy].map(
      (account, at) => new Device({ clock, wire: server, random, account, sockets: at % 2 === 0 ? 2 : 5 }),
    )
  }

  /** Says something new on this device, in the lobby unless another room is open. */
  say(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning) return
    if (!device.isInRoom) device.enter(hall)
    this.count += 1
    const text = `${this.count} from ${at}`
    if (device.room.say(text) !== undefined) throw new Error('it must be possible to say this')
    const key = `${at} ${device.room.id}`
    this.said.set(key, [...(this.said.get(key) ?? []), text])
  }

  /** Takes back the newest message of this device's list that is one's own. */
  recall(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning || !device.isInRoom) return
    const own = [...device.page.lines]
      .reverse()
      .find((line) => line.mine && line.status === 'sent' && line.seq > 0)
    // Whether it comes about does not matter here, only that everyone sees the same of it.
    if (own) device.room.recall(own.seq).catch(() => {})
  }

  device(at: number): Device {
    const device = this.devices[at % this.devices.length]
    if (!device) throw new Error('there are devices')
    return device
  }

  /** Everything works again; waits until everyone is up to date in a room. */
  async heal(room: string, members: readonly number[]): Promise<void> {
    this.server.faults = { loseSaid: 0, repeat: 0, tryAgain: 0 }
    for (const { wechat } of this.devices) wechat.findNetwork()
    for (const device of this.devices) {
      device.launch()
      device.wechat.show()
    }
    const here = members.map((at) => this.device(at))
    for (const device of here) device.enter(room)
    // Dead sockets are found out, and tops compared, by a heartbeat or two.
    await this.clock.advance(60_000)
    await this.clock.until(() => this.isQuiet(here, room))
  }

  /** Where in a room a text was said. */
  seqsOf(room: string, text: string): number[] {
    return this.server.room(room).spoken.flatMap((spoken, at) => (spoken === text ? [at + 1] : []))
  }

  private isQuiet(devices: Device[], room: string): boolean {
    const top = this.server.room(room).messages.length
    const isUpToDate = ({ page }: Device) => page.state?.live === true && newestOf(page.lines) <= top
    return !this.devices.some(hasUnsent) && devices.every(isUpToDate)
  }
}

/** Whether something on this phone is still to be sent; what was refused for good is not. */
function hasUnsent({ wechat: { storage } }: Device): boolean {
  const letters = storage.keys().filter((key) => key.startsWith('outbox.'))
  return letters.some((key) => (storage.read(key) as { problem?: string }).problem === undefined)
}

function newestOf(lines: ReadonlyArray<{ seq: number }>): number {
  return lines.reduce((newest, { seq }) => Math.max(newest, seq), 0)
}

export const everyone = [0, 1, 2, 3]
export const pair = [0, 1, 2]
export const hall = lobby
