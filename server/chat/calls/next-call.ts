import { type CallOutcome, limits } from '#protocol'
import type { Call, End } from './call'

/** Something that happens to a call. `by` is one of the two, `connection` the one of theirs by which it comes. */
export type CallEvent =
  | { type: 'call' | 'hangup' | 'back'; by: string; connection: string }
  | { type: 'answer'; by: string; connection: string; with: 'accept' | 'decline' | 'busy' }
  | { type: 'lost'; connection: string }
  | { type: 'time' }

/** Why an event has no effect. */
export type NoCall = 'call-is-over' | 'answered-elsewhere' | 'not-ringing'

/** The call as it is from then on; the very same object where nothing became of the event. */
export type Next = Call | { refused: NoCall }

/**
 * What becomes of a call: the one place that knows. Pure, and without a fault for any event at any time, so that servers that share
 * a call may try, compare and try again. An event that comes twice has its effect once.
 */
export function nextCall(call: Call, event: CallEvent, now: number): Next {
  const due = untilNow(call, now)
  const { state } = due
  if (event.type === 'time') return due
  if (state.is === 'ended') return event.type === 'lost' ? due : { refused: 'call-is-over' }
  if (event.type === 'lost') return lost(due, event.connection, now)
  return state.is === 'ringing' ? whileRinging(due, event, now) : whileTalking(due, event, now)
}

/** When something becomes of a call without anybody doing anything; nothing once it is over, and while both talk. */
export function dueOf({ began, state }: Call): number | undefined {
  if (state.is === 'ended') return undefined
  const ends = state.is === 'talking' ? [state.caller, state.callee] : [state.caller]
  const lostLines = ends.flatMap(({ lost }) => (lost === undefined ? [] : [lost + limits.callGraceMs]))
  const due = Math.min(
    state.is === 'ringing' ? began + limits.ringMs : Number.POSITIVE_INFINITY,
    ...lostLines,
  )
  return Number.isFinite(due) ? due : undefined
}

type Act = Exclude<CallEvent, { type: 'time' | 'lost' }>
type Ringing = Call & { state: { is: 'ringing' } }
type Talking = Call & { state: { is: 'talking' } }

function untilNow(call: Call, now: number): Call {
  const due = dueOf(call)
  if (due === undefined || now < due) return call
  if (call.state.is === 'talking') return ended(call, 'failed', due - limits.callGraceMs)
  // Who called and has gone does not know of it: to the other one it is a call that was missed.
  return ended(call, 'missed', due)
}

function whileRinging(call: Call, event: Act, now: number): Next {
  const { state } = call as Ringing
  const isCaller = event.by === call.from
  if (event.type === 'hangup') return ended(call, isCaller ? 'cancelled' : 'declined', now)
  if (isCaller) return callerWhileRinging(call as Ringing, event)
  // Both have called one another: both want to talk.
  const answer = event.type === 'call' ? 'accept' : event.type === 'answer' ? event.with : undefined
  if (answer === undefined) return call
  if (answer !== 'accept') return ended(call, answer === 'busy' ? 'busy' : 'declined', now)
  const callee = { connection: event.connection }
  return { ...call, state: { is: 'talking', since: now, caller: state.caller, callee } }
}

function callerWhileRinging(call: Ringing, event: Act): Next {
  if (event.type === 'answer') return { refused: 'not-ringing' }
  const { caller } = call.state
  if (event.connection === caller.connection && caller.lost === undefined) return call
  // By another device of theirs a call is not made a second time.
  if (event.type === 'call' && caller.lost === undefined) return { refused: 'answered-elsewhere' }
  return { ...call, state: { ...call.state, caller: { connection: event.connection } } }
}

function whileTalking(call: Call, event: Act, now: number): Next {
  const { state } = call as Talking
  if (event.type === 'hangup') return ended(call, 'answered', now)
  const side = event.by === call.from ? 'caller' : 'callee'
  const end = state[side]
  const isSame = event.connection === end.connection
  if (event.type === 'answer' && side === 'caller') return { refused: 'not-ringing' }
  // Who says no on one device after yes on another has not seen it: it rings there no more.
  if (event.type === 'answer' && (event.with !== 'accept' || !isSame))
    return { refused: 'answered-elsewhere' }
  if (isSame && end.lost === undefined) return call
  if (event.type === 'call' && end.lost === undefined) return { refused: 'answered-elsewhere' }
  return { ...call, state: { ...state, [side]: { connection: event.connection } } }
}

function lost(call: Call, connection: string, now: number): Call {
  const { state } = call
  if (state.is === 'ended') return call
  const away = (end: End): End =>
    end.connection === connection && end.lost === undefined ? { ...end, lost: now } : end
  const caller = away(state.caller)
  if (state.is === 'ringing') return caller === state.caller ? call : { ...call, state: { ...state, caller } }
  const callee = away(state.callee)
  if (caller === state.caller && callee === state.callee) return call
  return { ...call, state: { ...state, caller, callee } }
}

function ended(call: Call, outcome: CallOutcome, now: number): Call {
  const { state } = call
  const ms = state.is === 'talking' ? Math.max(0, now - state.since) : 0
  return { ...call, state: { is: 'ended', outcome, seconds: Math.round(ms / 1_000) } }
}
