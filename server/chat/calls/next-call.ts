import { type CallOutcome, limits } from '#protocol'
import { atFirst, backBy, type Call, type End, endOf, givesSame, isHere, type Shares } from './call'

/** Something that happens to a call. `by` is one of the two, `connection` the one of theirs by which it comes. */
export type CallEvent =
  | { type: 'call'; by: string; connection: string; request: string }
  | { type: 'answer'; by: string; connection: string; with: 'accept' | 'decline' | 'busy' }
  | { type: 'hangup'; by: string; connection: string; failed?: boolean }
  /** `isEmpty`: it says that the line is back, and may come by another connection at any time. */
  | { type: 'signal'; by: string; connection: string; isEmpty: boolean }
  | { type: 'share'; by: string; connection: string; shares: Shares }
  /** `since` may be before now: the end of a server is noticed late. */
  | { type: 'lost'; connection: string; since: number }
  | { type: 'time' }
  /** The server ends, and forgets its calls. */
  | { type: 'stop' }

/** Why an event has no effect. */
export type NoCall = 'call-is-over' | 'answered-elsewhere' | 'not-ringing' | 'not-in-call' | 'in-a-call'

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
  if (state.is === 'ended') return 'by' in event ? { refused: 'call-is-over' } : due
  if (event.type === 'lost') return untilNow(lost(due, event.connection, event.since), now)
  if (event.type === 'stop') return ended(due, state.is === 'talking' ? 'failed' : 'missed', now)
  return acted(due, event, now)
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

type Act = Extract<CallEvent, { by: string }>

function untilNow(call: Call, now: number): Call {
  const due = dueOf(call)
  if (due === undefined || now < due) return call
  if (call.state.is === 'talking') return ended(call, 'failed', due - limits.callGraceMs)
  // Who called and has gone does not know of it: to the other one it is a call that was missed.
  return ended(call, 'missed', due)
}

function acted(call: Call, event: Act, now: number): Next {
  if (event.type === 'hangup') return ended(call, outcomeOf(call, event), now)
  const end = endOf(call, event.by)
  if (event.type === 'answer') return answered(call, event, now)
  if (event.type === 'call') return end ? calledAgain(call, end, event) : talking(call, event, now)
  if (!end) return { refused: 'not-in-call' }
  if (event.type === 'signal') return signalled(call, end, event)
  if (end.connection !== event.connection) return { refused: 'not-in-call' }
  if (givesSame(end, event.shares) && end.lost === undefined) return call
  // A line that carries this is not lost.
  return withEnd(call, event.by, { ...backBy(end, event.connection), ...event.shares })
}

function outcomeOf(call: Call, { by, failed }: Extract<Act, { type: 'hangup' }>): CallOutcome {
  if (call.state.is === 'talking') return failed ? 'failed' : 'answered'
  return by === call.from ? 'cancelled' : 'declined'
}

function answered(call: Call, event: Extract<Act, { type: 'answer' }>, now: number): Next {
  if (event.by === call.from) return { refused: 'not-ringing' }
  if (call.state.is === 'talking') {
    const { callee } = call.state
    const isTheirs = event.with === 'accept' && event.connection === callee.connection
    // Who says no on one device after yes on another has not seen it: it rings there no more.
    if (!isTheirs) return { refused: 'answered-elsewhere' }
    return callee.lost === undefined ? call : withEnd(call, event.by, backBy(callee, event.connection))
  }
  if (event.with === 'accept') return talking(call, event, now)
  return ended(call, event.with === 'busy' ? 'busy' : 'declined', now)
}

/** Who is called says yes; by a call of their own, too: both want to talk. */
function talking(call: Call, { connection, ...event }: Act, now: number): Next {
  if (call.state.is !== 'ringing') return { refused: 'in-a-call' }
  const request = event.type === 'call' && { request: event.request }
  const callee: End = { connection, ...request, ...atFirst }
  return { ...call, state: { is: 'talking', since: now, caller: call.state.caller, callee } }
}

/** Their line may have been cut before they had the answer: the same frame is no second call. */
function calledAgain(
  call: Call,
  end: End,
  { by, connection, request }: Extract<Act, { type: 'call' }>,
): Next {
  if (request !== end.request) return { refused: 'in-a-call' }
  return isHere(end, connection) ? call : withEnd(call, by, backBy(end, connection))
}

function signalled(
  call: Call,
  end: End,
  { by, connection, isEmpty }: Extract<Act, { type: 'signal' }>,
): Next {
  if (isHere(end, connection)) return call
  // The old connection may be dead without the server knowing yet: then only an empty signal says that it is.
  if (!isEmpty && end.lost === undefined) return { refused: 'not-in-call' }
  return withEnd(call, by, backBy(end, connection))
}

function withEnd(call: Call, person: string, end: End): Call {
  const { state } = call
  if (state.is === 'ended') return call
  const side = person === call.from ? 'caller' : 'callee'
  return { ...call, state: { ...state, [side]: end } }
}

function lost(call: Call, connection: string, since: number): Call {
  for (const person of [call.from, call.to]) {
    const end = endOf(call, person)
    if (end && isHere(end, connection)) return withEnd(call, person, { ...end, lost: since })
  }
  return call
}

function ended(call: Call, outcome: CallOutcome, now: number): Call {
  const { state } = call
  const ms = state.is === 'talking' ? Math.max(0, now - state.since) : 0
  return { ...call, state: { is: 'ended', outcome, seconds: Math.round(ms / 1_000) } }
}
