import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { House } from '../house'
import type { Visitor } from '../visitor'
import { tellBoth } from './answer-link'
import type { Verb } from './verb'

/** From now on the two cannot talk, and invitations between them are withdrawn. The other one is not told. */
export const block: Verb<'block'> = async (frame, visitor, house): Promise<Answer> => {
  const refusal = await objection(frame.person, visitor, house)
  if (refusal) return refusal
  await house.ports.store.links.block(visitor.person.id, frame.person)
  await withdraw(frame.person, visitor, house)
  return told(frame.person, true, visitor, house)
}

export const unblock: Verb<'unblock'> = async (frame, visitor, house): Promise<Answer> => {
  const refusal = await objection(frame.person, visitor, house)
  if (refusal) return refusal
  await house.ports.store.links.unblock(visitor.person.id, frame.person)
  return told(frame.person, false, visitor, house)
}

async function objection(person: string, visitor: Visitor, { ports }: House): Promise<Answer> {
  if (person === visitor.person.id) return refuse('yourself')
  return (await ports.people.get(person)) ? undefined : refuse('unknown-person')
}

async function withdraw(other: string, visitor: Visitor, house: House): Promise<void> {
  const { links } = house.ports.store
  const me = visitor.person.id
  const waiting = [...(await links.waitingFrom(me)), ...(await links.waitingFrom(other))]
  const between = waiting.filter((link) => [link.from, link.to].every((one) => one === me || one === other))
  for (const link of between) {
    const settled = await links.settle(link.id, 'withdrawn', house.ports.now())
    if (settled) await tellBoth('unlinked', link.id, other, visitor, house)
  }
}

async function told(person: string, blocked: boolean, visitor: Visitor, house: House): Promise<Answer> {
  const { links } = house.ports.store
  const me = visitor.person.id
  const room = await links.roomOf(me, person)
  const muted = blocked || (await links.isBlocked(person, me))
  if (room) house.tellRoom(room, { type: 'muted', muted })
  const answer = { type: 'blocked', person, blocked } as const
  house.tellPerson(me, 'direct', answer, visitor.id)
  return answer
}
