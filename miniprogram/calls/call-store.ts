import type { CallMedia, Person, Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Storage } from '../session/ports'
import { Refused } from '../session/refused'
import { observable, Store } from '../stores/observable'
import { type Call, type CallEnd, isOfGroup, isOn, newCall, type OtherCall } from './call'
import type { CallWire } from './call-wire'
import type { Calls } from './calls'
import type { CallDevice } from './engine'
import { type CallFrame, type Entry, OwnCall, type OwnCallDeps } from './own-call'
import { peerOf } from './people'
import { TalkingRooms } from './talking-rooms'

/** Milliseconds for which an end is shown that needs no explaining. */
const endedMs = 3_000
/** The call of this window, through a reload of it. */
const key = 'window.call'

export interface CallDeps extends Pick<OwnCallDeps, 'engine' | 'clock' | 'now'> {
  storage: Storage
}

/** What the frames of the direct port and the commands of pages make of the call. */
export class CallStore extends Store<Call | undefined> implements Calls {
  readonly elsewhere = observable<OtherCall | undefined>(undefined)
  readonly rooms = new TalkingRooms()
  private readonly deps: CallDeps
  /** Until a ring is over, or an end was seen. */
  private readonly passing: Alarm
  private wire: CallWire | undefined
  private own: OwnCall | undefined
  /** The call of this window before it was loaded anew. */
  private before: unknown

  constructor(deps: CallDeps) {
    super(undefined)
    this.deps = deps
    this.passing = new Alarm(deps.clock)
  }

  get canTalk(): boolean {
    return this.deps.engine !== undefined
  }

  get canShareScreen(): boolean {
    return this.deps.engine?.canShareScreen === true
  }

  /** Somebody is signed in; nobody: `undefined`. The call of the person before is over for this program. */
  open(wire: CallWire | undefined): void {
    this.show(undefined)
    this.wire = wire
    this.before = wire && this.deps.storage.read(key)
    this.elsewhere.set(undefined)
    this.rooms.clear()
  }

  call(peer: Person, room: string, media: CallMedia): Promise<void> {
    return this.begin('call', newCall({ is: 'calling', room, media, peer }))
  }

  /** With the voice alone: a camera is put on inside, where it is seen how many are. */
  join(room: string): Promise<void> {
    return this.begin('call', newCall({ is: 'joining', room }))
  }

  async answer(): Promise<void> {
    const call = this.get()
    if (call?.is === 'ringing') await this.begin('answer', { ...call, is: 'joining' })
  }

  comeBack(id: string): Promise<void> {
    const known = this.elsewhere.get()
    const { isLost: _, ...other } = known?.id === id ? known : { id, isLost: true }
    const peer = isOfGroup(id) ? undefined : peerOf(known?.people ?? [], this.wire?.me)
    return this.begin('back', newCall({ ...other, is: 'joining', ...(peer && { peer }) }))
  }

  async decline(): Promise<void> {
    const call = this.get()
    if (call?.is !== 'ringing') return
    this.show(undefined)
    await this.wire?.turnDown(call.id, 'decline')
  }

  hangUp(): void {
    this.own?.hangUp()
  }

  setMuted(muted: boolean): void {
    this.own?.part?.setMuted(muted)
  }

  async setCamera(on: boolean): Promise<void> {
    await this.own?.part?.setCamera(on)
  }

  async setScreen(on: boolean): Promise<void> {
    await this.own?.part?.setScreen(on)
  }

  async devices(): Promise<CallDevice[]> {
    return (await this.own?.part?.live.devices()) ?? []
  }

  async use(device: CallDevice): Promise<void> {
    await this.own?.part?.use(device)
  }

  dismiss(): void {
    if (this.get()?.is === 'ended') this.show(undefined)
  }

  /** The direct port has a fresh connection. */
  reconnected(): void {
    void this.own?.reconnected()
  }

  hear(frame: ServerFrame, port: Port): void {
    this.rooms.hear(frame, port)
    if (port !== 'direct') return
    if (frame.type === 'ringing') this.rings(frame)
    else if (frame.type === 'talking' || frame.type === 'signal' || frame.type === 'ended') this.heard(frame)
  }

  private heard(frame: CallFrame): void {
    const { own } = this
    if (own?.takes(frame)) own.hear(frame)
    // The last words of one that was hung up a moment ago are no news of another device.
    if (frame.call === this.get()?.id && !this.isRinging(frame.call)) return
    if (frame.type === 'talking') this.sawElsewhere(frame)
    if (frame.type !== 'ended') return
    if (this.elsewhere.get()?.id === frame.call) this.elsewhere.set(undefined)
    if (this.isRinging(frame.call)) this.show(undefined)
  }

  private rings({ call: id, room, from, media, ms }: ServerFrameOf<'ringing'>): void {
    const call = this.get()
    if (isOn(call)) {
      // Where both call one another the server puts them together.
      const isGlare = call.is === 'calling' && call.peer?.id === from.id
      if (call.id !== id && !isGlare) this.wire?.turnDown(id, 'busy').catch(() => {})
      return
    }
    this.show(newCall({ is: 'ringing', id, room, media, peer: from }))
    this.passing.set(ms, () => this.show(undefined))
  }

  private sawElsewhere({ call: id, people, room, media, since }: ServerFrameOf<'talking'>): void {
    // Another device was faster.
    if (this.isRinging(id)) this.show(undefined)
    const me = people.find(({ person }) => person.id === this.wire?.me)
    if (me) {
      const isLost = me.away === true || this.before === id
      this.elsewhere.set({ id, room, media, people, since, isLost })
    } else if (this.elsewhere.get()?.id === id) this.elsewhere.set(undefined)
  }

  private isRinging(id: string): boolean {
    const call = this.get()
    return call?.is === 'ringing' && call.id === id
  }

  private async begin(entry: Entry, call: Call): Promise<void> {
    const { wire } = this
    if (!wire) throw new Refused('signed-out')
    if (isOn(this.get())) throw new Refused('in-a-call')
    this.show(undefined)
    const own: OwnCall = new OwnCall(call, entry, {
      ...this.deps,
      wire,
      changed: (now) => {
        if (this.own === own) this.changed(now)
      },
      admitted: ({ id }) => {
        this.deps.storage.write(key, id)
        if (this.elsewhere.get()?.id === id) this.elsewhere.set(undefined)
      },
      takenBy: (frame) => this.sawElsewhere(frame),
    })
    this.own = own
    this.set(call)
    await own.begin()
  }

  private changed(call: Call): void {
    if (call.is === 'ended') {
      this.own = undefined
      this.deps.storage.remove(key)
      if (call.end && passes(call.end)) this.passing.set(endedMs, () => this.dismiss())
    }
    this.set(call)
  }

  /** Shows another call, or none; whatever was there is let go. */
  private show(call: Call | undefined): void {
    this.passing.clear()
    this.own?.close()
    this.own = undefined
    this.set(call)
  }
}

/** What needs explaining stays until it was read. */
function passes({ why }: CallEnd): boolean {
  return why !== 'refused' && why !== 'no-way' && why !== 'failed'
}
