import { CallStore } from '../../miniprogram/calls/call-store'
import { CallWire } from '../../miniprogram/calls/call-wire'
import type { ServerFrame, Talker } from '../../miniprogram/protocol/index'
import { Refused } from '../../miniprogram/session/refused'
import type { Asking, Question } from '../../miniprogram/session/requests'
import { FakeEngine } from './fake-engine'
import { SimulatedStorage } from './simulated-storage'
import { breathe, VirtualClock } from './virtual-clock'

export const ann = { id: 'ann', name: 'Ann', avatar: '' }
export const bo = { id: 'bo', name: 'Bo', avatar: '' }
export const cem = { id: 'cem', name: 'Cem', avatar: '' }

export const talker = (person: Talker['person'], change: Partial<Talker> = {}): Talker => ({
  person,
  muted: false,
  camera: false,
  screen: false,
  ...change,
})

interface Asked {
  question: Question
  asking: Asking | undefined
  accept(call?: string): Promise<void>
  refuse(code: string): Promise<void>
  /** What a repeat is told that found it done. */
  done(): Promise<void>
}

/** Ann's program, and a server that answers when the test says so. */
export class CallStage {
  readonly clock = new VirtualClock()
  readonly engine = new FakeEngine()
  readonly storage: SimulatedStorage
  readonly calls: CallStore
  /** What was asked and is not answered yet, and all that was ever asked. */
  readonly asked: Asked[] = []
  readonly said: Question[] = []
  readonly wire: CallWire
  /** Times that the line to the server was doubted. */
  checks = 0

  constructor({ storage = new SimulatedStorage(), hasEngine = true } = {}) {
    this.storage = storage
    const { clock, engine } = this
    const now = () => clock.now()
    this.calls = new CallStore({ engine: hasEngine ? engine : undefined, clock, storage, now })
    this.wire = new CallWire({
      person: ann,
      ask: (_port, question, asking) => this.#ask(question, asking),
      check: () => {
        this.checks += 1
      },
    })
    this.calls.open(this.wire)
  }

  /** The question of this type that waits the longest. */
  question(type: Question['type']): Asked {
    const found = this.asked.find(({ question }) => question.type === type)
    if (!found) throw new Error(`nobody asked for ${type}`)
    return found
  }

  async hears(frame: ServerFrame, port: 'group' | 'direct' = 'direct'): Promise<void> {
    this.calls.hear(frame, port)
    await breathe()
  }

  rings(call = 'c1', from = bo): Promise<void> {
    return this.hears({ type: 'ringing', call, room: 'talk', from, media: 'voice', ms: 45_000 })
  }

  talks(people: Talker[] = [talker(bo), talker(ann)], call = 'c1'): Promise<void> {
    const since = this.clock.now()
    const room = call.includes('.') ? 'tea' : 'talk'
    return this.hears({ type: 'talking', call, room, media: 'voice', since, people })
  }

  ends(outcome: 'answered' | 'cancelled' | 'declined' | 'missed' | 'busy', call = 'c1'): Promise<void> {
    return this.hears({ type: 'ended', call, room: 'talk', outcome, seconds: 0 })
  }

  /** What the call is now, in a word. */
  get is(): string {
    const call = this.calls.get()
    return call ? (call.end ? `ended ${call.end.why}` : call.is) : 'nothing'
  }

  /** What was said, as `type` and what matters. */
  get log(): string[] {
    return this.said.map((one) => ('with' in one ? `${one.type} ${one.with}` : one.type))
  }

  #ask(question: Question, asking?: Asking): Promise<ServerFrame | undefined> {
    this.said.push(question)
    return new Promise((resolve, reject) => {
      const end = async (run: () => void) => {
        this.asked.splice(this.asked.indexOf(one), 1)
        run()
        await breathe()
      }
      const one: Asked = {
        question,
        asking,
        accept: (call = 'c1') =>
          end(() => resolve({ type: 'accepted', id: '1', room: 'talk', seq: 0, time: 0, call, ice: [] })),
        refuse: (code) => end(() => reject(new Refused(code))),
        done: () => end(() => resolve(undefined)),
      }
      this.asked.push(one)
    })
  }
}
