import { describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { atFirst, type Shares } from '../../../../../server/chat/calls/call'
import type { GroupCall } from '../../../../../server/chat/calls/group-call'
import {
  type GroupCallEvent,
  groupDueOf,
  type NextGroupCall,
  nextGroupCall,
} from '../../../../../server/chat/calls/next-group-call'
import { seeded } from '../../../../support/chance'

const begun: GroupCall = {
  id: 'tea.c1',
  room: 'tea',
  from: 'p0',
  media: 'voice',
  began: 0,
  people: [{ person: 'p0', connection: 'p0-1', request: 'f1', ...atFirst }],
}
const join = (by: string, connection = `${by}-1`, request = 'f1'): GroupCallEvent => ({
  ...{ type: 'call', by, connection, request },
})
const share = (by: string, gives: Partial<Shares>): GroupCallEvent => ({
  ...{ type: 'share', by, connection: `${by}-1`, shares: { ...atFirst, ...gives } },
})
const signal = (by: string, connection: string, isEmpty = true): GroupCallEvent => ({
  ...{ type: 'signal', by, connection, isEmpty },
})
const lost = (connection: string, since: number): GroupCallEvent => ({ type: 'lost', connection, since })

/** What becomes of the call, one event after the other. */
function after(...events: [GroupCallEvent, number][]): NextGroupCall {
  let call: NextGroupCall = begun
  for (const [event, now] of events) if (!('refused' in call)) call = nextGroupCall(call, event, now)
  return call
}

const seven = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'].map((by): [GroupCallEvent, number] => [join(by), 1])
const grace = limits.callGraceMs

describe('The call of a group', () => {
  it.each<[string, [GroupCallEvent, number][], object]>([
    ['has those who joined, in their order', [...seven], { people: { length: 8, 7: { person: 'p7' } } }],
    ['has eight places', [...seven, [join('p8'), 2]], { refused: 'call-full' }],
    [
      'has a place again when one has left',
      [...seven, [{ type: 'hangup', by: 'p3' }, 2], [join('p8'), 3]],
      { people: { length: 8, 3: { person: 'p4' }, 7: { person: 'p8' } } },
    ],
    ['is joined by one device of a person', [[join('p0', 'p0-2', 'f2'), 1]], { refused: 'in-a-call' }],
    [
      'is joined once by a frame that was sent again over another line',
      [[join('p0', 'p0-2', 'f1'), 1]],
      { people: { length: 1, 0: { connection: 'p0-2' } } },
    ],
    [
      'goes on until all have left, and lasted until then',
      [
        [join('p1'), 1],
        [{ type: 'hangup', by: 'p0' }, 2_000],
        [{ type: 'cut', person: 'p1' }, 61_000],
      ],
      { people: [], seconds: 61 },
    ],
    ['is over with its group', [...seven, [{ type: 'cut' }, 5_000]], { people: [], seconds: 5 }],
    [
      'cannot be joined when it is over',
      [
        [{ type: 'hangup', by: 'p0' }, 1],
        [join('p1'), 2],
      ],
      { refused: 'call-is-over' },
    ],
    [
      'has four cameras',
      [
        ...seven,
        ...['p1', 'p2', 'p3', 'p4'].map((by): [GroupCallEvent, number] => [share(by, { camera: true }), 2]),
        [share('p5', { camera: true, muted: true }), 3],
      ],
      { refused: 'too-many-cameras' },
    ],
    [
      'has one screen',
      [
        [join('p1'), 1],
        [share('p0', { screen: true }), 2],
        [share('p1', { screen: true }), 3],
      ],
      { refused: 'screen-taken' },
    ],
    [
      'has the next screen when the first is off',
      [
        [join('p1'), 1],
        [share('p0', { screen: true }), 2],
        [share('p0', {}), 3],
        [share('p1', { screen: true }), 4],
      ],
      { people: [{ screen: false }, { screen: true }] },
    ],
    ['is nothing for others to share in', [[share('p1', {}), 1]], { refused: 'not-in-call' }],
    ['is nothing for others to come back to', [[signal('p1', 'x'), 1]], { refused: 'not-in-call' }],
    [
      'waits for who has lost the line, with what they gave',
      [
        [share('p0', { camera: true }), 1],
        [lost('p0-1', 1_000), 1_000],
        [signal('p0', 'p0-2'), grace],
      ],
      { people: [{ connection: 'p0-2', camera: true }] },
    ],
    [
      'goes on by another line as soon as an empty signal says so',
      [[signal('p0', 'p0-2'), 1]],
      { people: [{ connection: 'p0-2' }] },
    ],
    [
      'is not taken over by what another device describes',
      [[signal('p0', 'p0-2', false), 1]],
      { refused: 'not-in-call' },
    ],
    [
      'takes back who begins anew without a camera',
      [
        [share('p0', { camera: true }), 1],
        [lost('p0-1', 1_000), 1_000],
        [join('p0', 'p0-2', 'f2'), 2_000],
      ],
      { people: [{ connection: 'p0-2', request: 'f2', camera: false }] },
    ],
    [
      'does not wait longer than half a minute',
      [
        [join('p1'), 1],
        [lost('p0-1', 1_000), 1_000],
        [{ type: 'time' }, 1_000 + grace],
      ],
      { people: { length: 1, 0: { person: 'p1' } } },
    ],
    [
      'lasted until the last line was lost',
      [
        [lost('p0-1', 20_000), 20_000],
        [{ type: 'time' }, 90_000],
      ],
      { people: [], seconds: 20 },
    ],
    [
      'counts the time in which nobody saw that a line was lost',
      [
        [join('p1'), 1],
        [lost('p0-1', 5_000), 5_000 + grace],
      ],
      { people: { length: 1, 0: { person: 'p1' } } },
    ],
  ])('%s', (_, events, expected) => {
    expect(after(...events)).toMatchObject(expected)
  })

  it('keeps its rules in a million events of whatever kind and order', () => {
    const random = seeded(20_261_129)
    const broken: string[] = []
    for (let run = 0; run < 20_000 && broken.length === 0; run += 1) broken.push(...walk(random))
    expect(broken).toEqual([])
  })
})

/** Fifty events at random: which rules were broken. */
function walk(random: () => number): string[] {
  const events: [GroupCallEvent, number][] = []
  let call = begun
  let now = 0
  for (let step = 0; step < 50; step += 1) {
    now += Math.floor(random() * 8_000)
    const event = eventOf(random, now)
    events.push([event, now])
    // Nothing that is given is changed: that would throw.
    for (const one of call.people) Object.freeze(one)
    Object.freeze(Object.freeze(call).people)
    const next = nextGroupCall(call, event, now)
    const broken = brokenBy(call, next, event, now)
    if (broken.length > 0) return [...events.map((one) => JSON.stringify(one)), ...broken]
    if (!('refused' in next)) call = next
  }
  return []
}

function brokenBy(before: GroupCall, next: NextGroupCall, event: GroupCallEvent, now: number): string[] {
  if ('refused' in next) return brokenByRefusal(before, next.refused, now)
  if (next !== before) return brokenRules(before, next, event, now)
  return (groupDueOf(before) ?? Number.POSITIVE_INFINITY) > now ? [] : ['what is due comes']
}

/** A refused event changes nothing: there must be a reason. */
function brokenByRefusal(call: GroupCall, refused: string, now: number): string[] {
  const due = at(call, now)
  if ('refused' in due) return ['time is never refused']
  const { people, seconds } = due
  const reasons: Record<string, boolean> = {
    'call-is-over': seconds !== undefined,
    'call-full': people.length === limits.voices,
    'in-a-call': people.length > 0,
    'not-in-call': seconds === undefined,
    'too-many-cameras': people.filter(({ camera }) => camera).length === limits.cameras,
    'screen-taken': people.some(({ screen }) => screen),
  }
  return reasons[refused] === true ? [] : [`refused without a reason: ${refused}`]
}

function brokenRules(before: GroupCall, after: GroupCall, event: GroupCallEvent, now: number): string[] {
  const { people } = after
  const due = groupDueOf(after)
  const again = nextGroupCall(after, event, now)
  const names = people.map(({ person }) => person)
  // Who was due to go and came anew is the last.
  const present = before.people.filter(({ lost = now }) => lost + grace > now)
  const stayed = present.map(({ person }) => person).filter((one) => names.includes(one))
  const rules = {
    'what is over stays as it is': before.seconds === undefined,
    'it is over when nobody is left': (people.length === 0) === (after.seconds !== undefined),
    'it lasts no longer than since it began':
      after.seconds === undefined || after.seconds * 1_000 <= now + 500,
    'it has eight places': people.length <= limits.voices,
    'it has four cameras': people.filter(({ camera }) => camera).length <= limits.cameras,
    'it has one screen': people.filter(({ screen }) => screen).length <= 1,
    'each is in it once': new Set(names).size === names.length,
    'the order of coming is kept': isSame(names.slice(0, stayed.length), stayed),
    'nobody is away for longer than the grace': people.every(({ lost = now }) => lost + grace > now),
    'what is due is the end of the first grace': due === undefined || (due > now && due <= now + grace),
    'nothing comes before it is due': due === undefined || at(after, due - 1) === after,
    'what is due comes': due === undefined || at(after, due) !== after,
    'without anything due it stays as it is': due !== undefined || at(after, now + 10 * grace) === after,
    'twice is once': 'refused' in again ? event.type === 'hangup' : again === after,
  }
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]))
}

function at(call: GroupCall, now: number): NextGroupCall {
  return nextGroupCall(call, { type: 'time' }, now)
}

function isSame(one: string[], other: string[]): boolean {
  return one.join() === other.join()
}

function eventOf(random: () => number, now: number): GroupCallEvent {
  const oneOf = <T>(...all: T[]): T => all[Math.floor(random() * all.length)] as T
  const by = `p${Math.floor(random() * 10)}`
  const connection = `${by}-${oneOf(1, 1, 2)}`
  const shares = { muted: oneOf(true, false), camera: oneOf(true, true, false), screen: oneOf(true, false) }
  // Many come and few go, so that it fills.
  return oneOf<GroupCallEvent>(
    { type: 'call', by, connection, request: oneOf('f1', 'f2') },
    { type: 'call', by, connection, request: 'f1' },
    { type: 'share', by, connection, shares },
    { type: 'share', by, connection, shares },
    { type: 'signal', by, connection, isEmpty: oneOf(true, false) },
    { type: 'lost', connection, since: now - Math.floor(random() * 12_000) },
    random() < 0.3 ? { type: 'hangup', by } : { type: 'time' },
    random() < 0.05 ? { type: 'cut' } : { type: 'cut', person: `p${oneOf(8, 9)}` },
  )
}
