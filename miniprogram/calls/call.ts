import type { CallMedia, CallOutcome, Person, Talker } from '../protocol/index'
import type { CallView, Sharing } from './engine'

/**
 * The call of this program, from the first tap or ring until its end was read.
 * - `calling`: mine, which rings at the other one's. Its `id` is empty until the server has named it.
 * - `ringing`: somebody's, which rings here.
 * - `joining`: accepted, begun in a group or come back into; devices are asked for, and the server.
 * - `talking`
 * - `ended`: `end` says how.
 */
export interface Call {
  is: 'calling' | 'ringing' | 'joining' | 'talking' | 'ended'
  id: string
  /** Empty where only its id is known yet. */
  room: string
  media: CallMedia
  /** The other one, in a call of two. */
  peer?: Person
  /** In the order in which they came. */
  people: readonly Talker[]
  /** When it was answered, by the server's clock; 0 before. */
  since: number
  sharing: Sharing
  view?: CallView
  end?: CallEnd
}

/**
 * How the call ended for this program: as the server says, or `left` by hanging up, `elsewhere` on another device, `over` while nobody
 * here heard how, `no-way` between two networks, or `refused`: `problem` is for `explain` then.
 */
export interface CallEnd {
  why: CallOutcome | 'left' | 'elsewhere' | 'over' | 'no-way' | 'refused'
  problem?: string
  /** For how long was talked. */
  seconds: number
}

/** A call of this person's that is not this program's. */
export interface OtherCall {
  id: string
  room: string
  media: CallMedia
  people: readonly Talker[]
  since: number
  /** Its line is lost, or it was this window's before a reload: one can come back into it here. */
  isLost: boolean
}

const silence: Sharing = { muted: false, camera: false, screen: false }

export function newCall(call: Pick<Call, 'is'> & Partial<Call>): Call {
  const { media = 'voice' } = call
  const sharing = { ...silence, camera: media === 'video' }
  return { id: '', room: '', media, people: [], since: 0, sharing, ...call }
}

/** Groups name their calls after themselves; those of two have no dot. */
export function isOfGroup(call: string): boolean {
  return call.includes('.')
}

/** Whether the program takes part in it, or is about to. */
export function isOn(call: Call | undefined): call is Call {
  return call !== undefined && call.is !== 'ended' && call.is !== 'ringing'
}
