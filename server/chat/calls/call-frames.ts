import { limits, type Person, type ServerFrame, type ServerFrameOf, type Talker } from '#protocol'
import { stranger } from '../people'
import type { Ports } from '../ports'
import { type Call, type End, endOf } from './call'

/** How a call of two looks to people: nothing while it rings, to those whom it does not ring. */
export function callFrameFor(
  person: string,
  call: Call,
  people: ReadonlyMap<string, Person>,
  now: number,
): ServerFrame | undefined {
  const { id, room, media, state } = call
  if (state.is === 'ended') {
    const { outcome, seconds } = state
    return { type: 'ended', call: id, room, outcome, seconds }
  }
  if (state.is === 'talking')
    return { type: 'talking', call: id, room, media, since: state.since, people: talkersOf(call, people) }
  if (person === call.from) return undefined
  const ms = Math.max(0, call.began + limits.ringMs - now)
  return { type: 'ringing', call: id, room, from: nameOf(call.from, people), media, ms }
}

/** The answer to a frame of calls. */
export function acceptedFor(
  { id, room }: Pick<Call, 'id' | 'room'>,
  { now, iceServers }: Ports,
  iceFor?: string,
): ServerFrameOf<'accepted'> {
  const ice = iceFor === undefined ? [] : iceServers(iceFor)
  return { type: 'accepted', room, seq: 0, time: now(), call: id, ...(ice.length > 0 && { ice }) }
}

/** In the order in which they came. */
function talkersOf(call: Call, people: ReadonlyMap<string, Person>): Talker[] {
  return [call.from, call.to].flatMap((person) => {
    const end = endOf(call, person)
    return end ? [talkerOf(nameOf(person, people), end)] : []
  })
}

/** Somebody who takes part, as the others see them. */
export function talkerOf(person: Person, { lost, muted, camera, screen }: End): Talker {
  return { person, ...(lost !== undefined && { away: true }), muted, camera, screen }
}

function nameOf(id: string, people: ReadonlyMap<string, Person>): Person {
  return people.get(id) ?? stranger(id)
}
