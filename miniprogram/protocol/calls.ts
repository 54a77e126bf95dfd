import {
  type Field,
  field,
  isObject,
  list,
  object,
  optional,
  type Problem,
  type Shape,
  type Shaped,
} from './fields'
import { limits } from './limits'
import { anyString, type CallMedia, type CallOutcome, count, flag, person } from './values'

export const callMedia: Field<CallMedia> = field(
  (value) => value === 'voice' || value === 'video',
  'voice or video',
)

export const anyOutcome = anyString as Field<CallOutcome>

export const callAnswer: Field<'accept' | 'decline' | 'busy'> = field(
  (value) => value === 'accept' || value === 'decline' || value === 'busy',
  'accept, decline or busy',
)

function shortText(most: number): Field<string> {
  return field(
    (value) => typeof value === 'string' && value.length <= most,
    `a text of at most ${most} units`,
  )
}

const descriptionFields = {
  type: field<'offer' | 'answer'>((value) => value === 'offer' || value === 'answer', 'offer or answer'),
  sdp: {
    problem: (value, path): Problem | undefined =>
      typeof value === 'string' && value.length > limits.sdpLength
        ? { code: 'signal-too-long', message: `${path} has more than ${limits.sdpLength} units.` }
        : shortText(limits.sdpLength).problem(value, path),
  } as Field<string>,
  /** The id of the stream that is the screen; any other picture is the camera's. */
  screen: optional(shortText(limits.candidateLength)),
} satisfies Shape

const candidateFields = {
  /** Empty where there are no more. */
  candidate: shortText(limits.candidateLength),
  sdpMid: optional(shortText(limits.candidateLength)),
  sdpMLineIndex: optional(count),
  usernameFragment: optional(shortText(limits.candidateLength)),
} satisfies Shape

/** A session description of WebRTC. */
export const description = object(descriptionFields)
export type Description = Shaped<typeof descriptionFields>

export const candidate = object(candidateFields)
export type Candidate = Shaped<typeof candidateFields>

/** Ways of one end of a call to be reached. */
export const candidates = list(candidate, limits.candidates, 'signal-too-long')

/** What one end of a call tells another. With neither: its line was lost, and is back. */
export interface Signal {
  sdp?: Description
  candidates?: Candidate[]
}

const iceServerFields = {
  urls: list(anyString),
  username: optional(anyString),
  credential: optional(anyString),
}
/** Servers that help two to reach each other, as `RTCPeerConnection` takes them. */
export const iceServers = list(object(iceServerFields))
export type IceServer = Shaped<typeof iceServerFields>

export const talkerFields = {
  person,
  /** Their line is lost: they have some seconds to come back. */
  away: optional(flag),
  muted: flag,
  camera: flag,
  screen: flag,
}
export const talker = object(talkerFields)
/** Somebody who takes part in a call. */
export type Talker = Shaped<typeof talkerFields>

/** Whether somebody was called in vain and does not know it: such a call is unread. The others are nothing to read. */
export const missedOutcomes = ['missed', 'cancelled', 'busy'] as const

export function isMissedCall(body: unknown): boolean {
  return isObject(body) && missedOutcomes.some((outcome) => outcome === body.outcome)
}
