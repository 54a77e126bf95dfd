import { seeded } from '../support/chance'
import { Device } from '../support/device'
import type { Stage } from './stage'

/** One thing that was said: by whom, where, and under which id. */
export interface Spoken {
  device: number
  room: string
  id: string
}

/** Ann with a phone and a tablet, Bo and Cy with a phone each. */
export class World {
  readonly stage: Stage
  readonly devices: Device[]
  readonly spoken: Spoken[] = []
  /** How often something was edited. */
  edits = 0
  /** How often somebody reacted, and pinned or took off. */
  reactions = 0
  pins = 0
  /** What was forwarded: on which device, and the id of the batch. */
  readonly forwarded: Array<{ device: Device; id: string }> = []

  constructor(seed: number, stage: Stage) {
    this.stage = stage
    const random = seeded(seed)
    const [ann, bo, cy] = stage.accounts
    const { clock, wire } = stage
    this.devices = [ann, ann, bo, cy].map(
      (account, at) => new Device({ clock, wire, random, account, sockets: at % 2 === 0 ? 2 : 5 }),
    )
  }

  /** Says something new on this device, in the hall unless another room is open. */
  say(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning) return
    if (!device.isInRoom) device.enter(this.stage.hall)
    // The 1v1 room of a stage may have words of schedules before: the hall is this stage's own, and so are these.
    const text = `${this.spoken.length} from ${at} of ${this.stage.hall}`
    if (device.room.say(text) !== undefined) throw new Error('it must be possible to say this')
    const line = device.room.lines().find((one) => one.text === text)
    if (!line) throw new Error('what was said must be in the list at once')
    this.spoken.push({ device: at, room: device.room.id, id: line.id })
  }

  /** Takes back the newest message of this device's list that is one's own. */
  recall(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning || !device.isInRoom) return
    const own = device.page.lines.filter((line) => line.mine && line.status === 'sent' && line.seq > 0)
    const newest = own[own.length - 1]
    // Whether it comes about does not matter here, only that everyone sees the same of it.
    if (newest) device.room.recall(newest.seq).catch(() => {})
  }

  /** Gives the newest text of this device's list that is one's own other words. */
  edit(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning || !device.isInRoom) return
    const own = device.page.lines.filter((line) => line.mine && line.kind === 'text' && line.seq > 0)
    const newest = own[own.length - 1]
    this.edits += 1
    if (newest) device.room.edit(newest.seq, `${newest.text}, edit ${this.edits}`)
  }

  /** Says the newest text of this device's list again, in the hall and in the 1v1 room. Who may not be there is told so. */
  forward(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning || !device.isInRoom) return
    const newest = device.page.lines.filter((line) => line.kind === 'text' && line.seq > 0).at(-1)
    if (!newest) return
    const { batches } = device.app
    const to = [this.stage.hall, this.stage.talk].map((room) => ({ room, name: room }))
    batches.forward([{ room: device.room.id, seq: newest.seq }], to)
    const batch = batches.get().at(-1)
    if (!batch) throw new Error('what is forwarded must wait at once')
    this.forwarded.push({ device, id: batch.id })
  }

  /** Puts an emoji on the newest message of this device's list, or takes one's own off. */
  react(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning || !device.isInRoom) return
    const newest = device.page.lines.filter((line) => line.kind === 'text' && line.seq > 0).at(-1)
    if (!newest) return
    const emoji = newest.seq % 2 === 0 ? '👍' : '🎉'
    const isOn = newest.reactions?.some((one) => one.emoji === emoji && one.mine) === true
    this.reactions += 1
    device.room.react(newest.seq, emoji, !isOn).catch(() => {})
  }

  /** Pins the newest message of this device's list, or takes it off. */
  pin(at: number): void {
    const device = this.device(at)
    if (!device.wechat.isRunning || !device.isInRoom) return
    const newest = device.page.lines.filter((line) => line.kind === 'text' && line.seq > 0).at(-1)
    if (!newest) return
    const isPinned = device.page.state?.pinned.some(({ seq }) => seq === newest.seq) === true
    this.pins += 1
    device.room.pin(newest.seq, !isPinned).catch(() => {})
  }

  device(at: number): Device {
    const device = this.devices[at % this.devices.length]
    if (!device) throw new Error('there are devices')
    return device
  }

  /** Those who may be in a room. */
  membersOf(room: string): Device[] {
    return room === this.stage.talk ? this.devices.slice(0, 3) : this.devices
  }

  /** Everything works again; waits until everyone is up to date in a room. */
  async heal(room: string): Promise<void> {
    await this.stage.calm()
    for (const device of this.devices) {
      device.wechat.findNetwork()
      await device.launch()
      device.wechat.show()
    }
    const here = this.membersOf(room)
    // Who is in the room stays there: entering anew would hide what went wrong before.
    for (const device of here) if (!device.isInRoom || device.room.id !== room) device.enter(room)
    // Dead sockets are found out, and tops compared, by a heartbeat or two.
    await this.stage.clock.advance(60_000)
    const isUpToDate = ({ page }: Device) => page.state?.live === true
    await this.stage.clock.until(() => !this.devices.some(hasUnsent) && here.every(isUpToDate))
  }

  /** Ends all programs. */
  end(): void {
    for (const device of this.devices) device.kill()
  }
}

/** Whether something on this phone is still to be sent; what was refused for good is not. */
function hasUnsent({ disk }: Device): boolean {
  const unsent = disk.keys().filter((key) => key.startsWith('outbox.'))
  return unsent.some((key) => {
    const { problem, to = [] } = disk.read(key) as { problem?: string; to?: { problem?: string }[] }
    return [problem, ...to.map((target) => target.problem)].every((one) => one === undefined)
  })
}
