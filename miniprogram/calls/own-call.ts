import type { ServerFrameOf } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'
import { Refused } from '../session/refused'
import { type Call, type CallEnd, isOfGroup } from './call'
import type { Admission, CallWire } from './call-wire'
import type { CallEngine, CallView, LiveCall } from './engine'
import { OwnPart } from './own-part'
import { othersOf, peerOf } from './people'

/** Milliseconds that two have to find a way to each other. */
const wayMs = 30_000

export type CallFrame = ServerFrameOf<'talking'> | ServerFrameOf<'signal'> | ServerFrameOf<'ended'>
/** How one comes into a call. */
export type Entry = 'call' | 'answer' | 'back'

export interface OwnCallDeps {
  engine: CallEngine | undefined
  clock: Clock
  /** The server's clock. */
  now: () => number
  wire: CallWire
  /** It is another one than before; ended, it is not called again. */
  changed(call: Call): void
  /** The server has let one in. */
  admitted(call: Call): void
  /** It was taken by another device. */
  takenBy(frame: ServerFrameOf<'talking'>): void
}

/** A call in which this program takes part, or is about to. */
export class OwnCall {
  call: Call
  part: OwnPart | undefined
  private readonly entry: Entry
  private readonly deps: OwnCallDeps
  private readonly way: Alarm
  private step: 'devices' | 'asking' | 'in' | 'over' = 'devices'
  private ice: Admission['ice'] = []
  /** What came while the server was being asked in: of this call, or of one on another device. */
  private early: CallFrame[] = []

  constructor(call: Call, entry: Entry, deps: OwnCallDeps) {
    this.call = call
    this.entry = entry
    this.deps = deps
    this.way = new Alarm(deps.clock)
  }

  /** Devices first: nobody is called, and no call is taken, by somebody who cannot be heard then. Never rejects. */
  async begin(): Promise<void> {
    const { wire, engine } = this.deps
    try {
      const live = await engine?.open(this.options())
      if (this.isOver) {
        live?.end()
        return
      }
      this.part = live && this.partOf(live)
      this.step = 'asking'
      const admission = await this.ask()
      // It was hung up before it had a name.
      if (this.isOver) await wire.hangUp(admission.call).catch(() => {})
      else this.admitted(admission)
    } catch (problem) {
      if (!this.isOver) this.refused(problem)
    }
  }

  /** Whether the frame is about this call, as far as is known yet. */
  takes(frame: CallFrame): boolean {
    return this.step === 'asking' || frame.call === this.call.id
  }

  hear(frame: CallFrame): void {
    if (this.step === 'asking') this.early.push(frame)
    else if (frame.type === 'ended') this.end(frame.outcome, frame)
    else if (frame.type === 'talking') this.talks(frame)
    else this.hearSignal(frame)
  }

  /** A fresh connection of the direct port: the server has to know that the call is this one's from now on. */
  async reconnected(): Promise<void> {
    if (!this.part || this.step !== 'in') return
    try {
      const { ice } = await this.deps.wire.comeBack(this.call.id)
      if (this.isOver) return
      this.ice = ice
      this.part.live.resume(ice)
      this.part.tellAgain()
    } catch (problem) {
      if (!this.isOver) this.lost(problem)
    }
  }

  hangUp(): void {
    if (this.isOver) return
    // One that has no name yet is hung up as soon as it has.
    if (this.call.id !== '') this.deps.wire.hangUp(this.call.id).catch(() => {})
    this.end('left')
  }

  private get isOver(): boolean {
    return this.step === 'over'
  }

  private options() {
    return {
      media: this.call.media,
      send: async (to: string, signal: Parameters<LiveCall['hear']>[1]) => {
        if (this.step === 'in') await this.deps.wire.signal(this.call.id, to, signal)
      },
      changed: (view: CallView) => {
        if (this.isOver) return
        // Where another one is not heard any more it may be one's own network that is gone.
        if (lostIn(view) > lostIn(this.call.view)) this.deps.wire.check()
        this.change({ view })
        this.watchWay()
      },
      shared: (sharing: Call['sharing']) => this.part?.changed(sharing),
    }
  }

  private partOf(live: LiveCall): OwnPart {
    const tell = async (sharing: Call['sharing']) => {
      if (this.call.is === 'talking') await this.deps.wire.share(this.call.id, sharing)
    }
    return new OwnPart(live, this.call.sharing, tell, (sharing) => this.change({ sharing }))
  }

  private async ask(): Promise<Admission> {
    const { wire } = this.deps
    const { id, peer, room, media } = this.call
    if (this.entry === 'call') return wire.call(peer?.id ?? room, media)
    if (this.entry === 'back') return wire.comeBack(id)
    return (await wire.accept(id)) ?? this.askAgain()
  }

  /** An answer was lost with its line. If the call is that line's, it waits for it to come back; else another device was faster. */
  private askAgain(): Promise<Admission> {
    const { wire } = this.deps
    const { id } = this.call
    const isOurs = this.early.some(
      (frame) =>
        frame.type === 'talking' &&
        frame.call === id &&
        frame.people.some(({ person, away }) => person.id === wire.me && away),
    )
    if (!isOurs) throw new Refused('answered-elsewhere')
    return wire.comeBack(id)
  }

  private admitted({ call: id, ice }: Admission): void {
    this.ice = ice
    this.change({ id })
    this.step = 'in'
    this.deps.admitted(this.call)
    for (const frame of this.early.splice(0)) if (frame.call === id && !this.isOver) this.hear(frame)
  }

  private refused(problem: unknown): void {
    // Without a voice there is no call: who calls is not left waiting.
    if (this.step === 'devices' && this.entry === 'answer')
      this.deps.wire.turnDown(this.call.id, 'decline').catch(() => {})
    const taken = this.early.find(({ type, call }) => type === 'talking' && call === this.call.id)
    this.lost(problem)
    if (taken?.type === 'talking') this.deps.takenBy(taken)
  }

  private talks(frame: ServerFrameOf<'talking'>): void {
    const { wire } = this.deps
    const { people, room, media, since } = frame
    if (this.step === 'devices') {
      // Into that of before one is only on the way.
      if (this.entry === 'answer') this.end('elsewhere')
      this.deps.takenBy(frame)
      return
    }
    if (!people.some(({ person }) => person.id === wire.me)) {
      this.end('failed')
      return
    }
    const isNew = this.call.is !== 'talking'
    const peer = isOfGroup(frame.call) ? undefined : peerOf(people, wire.me)
    this.change({ is: 'talking', room, media, since, people, ...(peer && { peer }) })
    this.part?.live.meet(othersOf(people, wire.me), this.ice)
    // What the server supposes of somebody who came may not be so.
    if (isNew) this.part?.tellAgain()
    this.watchWay()
  }

  private hearSignal({ from, sdp, candidates }: ServerFrameOf<'signal'>): void {
    const live = this.part?.live
    if (sdp || candidates) live?.hear(from, { ...(sdp && { sdp }), ...(candidates && { candidates }) })
    else live?.resume(this.ice, from)
  }

  /** The server knows nothing of it any more, or has given it to another device; or it never came about. */
  private lost(problem: unknown): void {
    const code = problem instanceof Refused ? problem.code : String(problem)
    const isTalking = this.call.is === 'talking'
    // The next connection tries again.
    if (this.step === 'in' && (code === 'offline' || code === 'no-answer')) return
    if (code === 'answered-elsewhere' || code === 'not-in-call') this.end('elsewhere')
    else if (code === 'unknown-call' && isTalking) this.end('failed')
    else if (code === 'call-is-over' || code === 'unknown-call') this.end('over')
    else this.end('refused', { problem: code })
  }

  /** Two who do not reach one another although nobody's line to the server is lost. */
  private watchWay(): void {
    const { is, peer, people, view } = this.call
    const isSought = is === 'talking' && peer !== undefined && !people.some(({ away }) => away)
    if (!this.part || !isSought || view?.others[0]?.line === 'connected') this.way.clear()
    else if (!this.way.isSet) this.way.set(wayMs, () => this.giveUp())
  }

  private giveUp(): void {
    this.deps.wire.hangUp(this.call.id, true).catch(() => {})
    this.end('no-way')
  }

  private end(why: CallEnd['why'], { seconds, problem }: { seconds?: number; problem?: string } = {}): void {
    const { since, view: _, ...rest } = this.call
    this.close()
    const talked = since > 0 ? Math.max(0, Math.round((this.deps.now() - since) / 1_000)) : 0
    const end = { why, seconds: seconds ?? talked, ...(problem !== undefined && { problem }) }
    this.call = { ...rest, since, is: 'ended', end }
    this.deps.changed(this.call)
  }

  /** Lets go of everything, and says nothing any more. */
  close(): void {
    this.step = 'over'
    this.way.clear()
    this.part?.live.end()
    this.part = undefined
  }

  private change(change: Partial<Call>): void {
    this.call = { ...this.call, ...change }
    this.deps.changed(this.call)
  }
}

/** Others whose line was there and is lost. */
function lostIn(view: CallView | undefined): number {
  return (view?.others ?? []).filter(({ line }) => line === 'lost').length
}
