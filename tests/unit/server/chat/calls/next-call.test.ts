import { describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { atFirst, type Call } from '../../../../../server/chat/calls/call'
import { type CallEvent, dueOf, type Next, nextCall } from '../../../../../server/chat/calls/next-call'
import { seeded } from '../../../../support/chance'

const ringing: Call = {
  id: 'c1',
  room: 'r1',
  from: 'ann',
  to: 'bo',
  media: 'voice',
  began: 0,
  state: { is: 'ringing', caller: { connection: 'a1', request: 'q1', ...atFirst } },
}
const accept: CallEvent = { type: 'answer', by: 'bo', connection: 'b1', with: 'accept' }
const hangup = (by: string, connection: string): CallEvent => ({ type: 'hangup', by, connection })

/** What becomes of the call, one event after the other. */
function after(...events: [CallEvent, number][]): Next {
  let call: Next = ringing
  for (const [event, now] of events) if (!('refused' in call)) call = nextCall(call, event, now)
  return call
}

describe('A call', () => {
  it.each<[string, [CallEvent, number][], Next | object]>([
    ['is talking from the first yes on', [[accept, 5_000]], { state: { is: 'talking', since: 5_000 } }],
    [
      'is answered on one device only',
      [
        [accept, 1],
        [{ ...accept, connection: 'b2' } as CallEvent, 2],
      ],
      { refused: 'answered-elsewhere' },
    ],
    [
      'is not declined by a device that came too late',
      [
        [accept, 1],
        [{ ...accept, connection: 'b2', with: 'decline' } as CallEvent, 2],
      ],
      { refused: 'answered-elsewhere' },
    ],
    [
      'connects two who have called one another',
      [[{ type: 'call', by: 'bo', connection: 'b1', request: 'q7' }, 3]],
      { state: { is: 'talking', callee: { connection: 'b1', request: 'q7' } } },
    ],
    [
      'is missed after 45 seconds',
      [[{ type: 'time' }, limits.ringMs]],
      { state: { is: 'ended', outcome: 'missed', seconds: 0 } },
    ],
    ['cannot be answered after that', [[accept, limits.ringMs]], { refused: 'call-is-over' }],
    ['is cancelled by who called', [[hangup('ann', 'a1'), 9]], { state: { outcome: 'cancelled' } }],
    [
      'lasts from the answer to the end',
      [
        [accept, 10_000],
        [hangup('bo', 'b1'), 75_400],
      ],
      { state: { is: 'ended', outcome: 'answered', seconds: 65 } },
    ],
    [
      'waits half a minute for who has lost the line',
      [
        [accept, 0],
        [{ type: 'lost', connection: 'b1', since: 1_000 }, 1_000],
        [{ type: 'signal', by: 'bo', connection: 'b7', isEmpty: false }, limits.callGraceMs],
      ],
      { state: { is: 'talking', callee: { connection: 'b7' } } },
    ],
    [
      'has failed when nobody comes back, and lasted until the line was lost',
      [
        [accept, 0],
        [{ type: 'lost', connection: 'b1', since: 20_000 }, 30_000],
        [{ type: 'time' }, 20_000 + limits.callGraceMs],
      ],
      { state: { is: 'ended', outcome: 'failed', seconds: 20 } },
    ],
    [
      'has failed where no voice comes through',
      [
        [accept, 0],
        [{ type: 'hangup', by: 'ann', connection: 'a1', failed: true }, 8_000],
      ],
      { state: { is: 'ended', outcome: 'failed', seconds: 8 } },
    ],
    [
      'is taken by a new connection that says its line is back, before the old one is known to be dead',
      [
        [accept, 0],
        [{ type: 'signal', by: 'ann', connection: 'a2', isEmpty: true }, 1_000],
      ],
      { state: { is: 'talking', caller: { connection: 'a2' } } },
    ],
    [
      'is not taken by another device that describes itself',
      [
        [accept, 0],
        [{ type: 'signal', by: 'ann', connection: 'a2', isEmpty: false }, 1_000],
      ],
      { refused: 'not-in-call' },
    ],
    [
      'is not for who is rung, before the answer',
      [[{ type: 'signal', by: 'bo', connection: 'b1', isEmpty: true }, 1_000]],
      { refused: 'not-in-call' },
    ],
    [
      'knows what each gives',
      [
        [{ type: 'share', by: 'ann', connection: 'a1', shares: { ...atFirst, camera: true } }, 1],
        [accept, 2],
        [{ type: 'share', by: 'bo', connection: 'b1', shares: { ...atFirst, muted: true } }, 3],
      ],
      { state: { caller: { camera: true, muted: false }, callee: { camera: false, muted: true } } },
    ],
    [
      'is made once by a frame that comes twice, by whichever connection',
      [[{ type: 'call', by: 'ann', connection: 'a2', request: 'q1' }, 3]],
      { state: { is: 'ringing', caller: { connection: 'a2', request: 'q1' } } },
    ],
    [
      'is no second call by another frame',
      [[{ type: 'call', by: 'ann', connection: 'a1', request: 'q2' }, 3]],
      { refused: 'in-a-call' },
    ],
    ['is missed where the server ends', [[{ type: 'stop' }, 4_000]], { state: { outcome: 'missed' } }],
    [
      'has failed where the server ends',
      [
        [accept, 0],
        [{ type: 'stop' }, 4_000],
      ],
      { state: { outcome: 'failed', seconds: 4 } },
    ],
  ])('%s', (_, events, expected) => {
    expect(after(...events)).toMatchObject(expected)
  })

  it('keeps its rules in a million events of whatever kind and order', () => {
    const random = seeded(20_261_128)
    const broken: string[] = []
    for (let run = 0; run < 100_000 && broken.length === 0; run += 1) broken.push(...walk(random))
    expect(broken).toEqual([])
  })
})

/** Ten events at random: which rules were broken. */
function walk(random: () => number): string[] {
  const events: string[] = []
  let call = ringing
  let now = 0
  for (let step = 0; step < 10; step += 1) {
    now += Math.floor(random() * 20_000)
    const event = eventOf(random, now)
    events.push(`${now} ${JSON.stringify(event)}`)
    const next = nextCall(call, event, now)
    if ('refused' in next) continue
    const broken = brokenRules(call, next, event, now)
    if (broken.length > 0) return [...events, ...broken]
    call = next
  }
  return []
}

function brokenRules(before: Call, after: Call, event: CallEvent, now: number): string[] {
  const due = dueOf(after)
  const again = nextCall(after, event, now)
  const rules = {
    'what is over stays as it is': before.state.is !== 'ended' || after === before,
    'it rings once': after.state.is !== 'ringing' || before.state.is === 'ringing',
    'it lasts no longer than since it began':
      after.state.is !== 'ended' || after.state.seconds * 1_000 <= now + 500,
    'it is over, or ends by itself': (due === undefined) === (after.state.is === 'ended' || isTalking(after)),
    'what is due lies ahead': due === undefined || (due > now && due <= now + limits.ringMs),
    'what is due ends it': due === undefined || isOver(nextCall(after, { type: 'time' }, due)),
    'twice is once': 'refused' in again || again === after,
  }
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]))
}

/** With nobody's line lost. */
function isTalking({ state }: Call): boolean {
  return state.is === 'talking' && state.caller.lost === undefined && state.callee.lost === undefined
}

function isOver(next: Next): boolean {
  return !('refused' in next) && next.state.is === 'ended'
}

function eventOf(random: () => number, now: number): CallEvent {
  const oneOf = <T>(...all: T[]): T => all[Math.floor(random() * all.length)] as T
  const by = oneOf('ann', 'bo')
  const connection = `${by}${oneOf(1, 2, 3)}`
  return oneOf<CallEvent>(
    { type: 'call', by, connection, request: oneOf('q1', 'q2') },
    { type: 'hangup', by, connection, failed: oneOf(true, false) },
    { type: 'signal', by, connection, isEmpty: oneOf(true, false) },
    { type: 'share', by, connection, shares: { ...atFirst, camera: oneOf(true, false) } },
    { type: 'answer', by, connection, with: oneOf('accept', 'decline', 'busy') },
    { type: 'lost', connection, since: now - Math.floor(random() * 40_000) },
    { type: 'time' },
    { type: 'stop' },
  )
}
