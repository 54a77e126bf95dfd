import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { tellBoth } from './answer-link'

/** From now on the two cannot talk, and invitations between them are withdrawn. The other one is not told. */
export const block: Command<'block'> = async (frame, client, chat): Promise<Answer> => {
  const refusal = await objection(frame.person, client, chat)
  if (refusal) return refusal
  await chat.ports.store.links.block(client.person.id, frame.person)
  await withdraw(frame.person, client, chat)
  return told(frame.person, true, client, chat)
}

export const unblock: Command<'unblock'> = async (frame, client, chat): Promise<Answer> => {
  const refusal = await objection(frame.person, client, chat)
  if (refusal) return refusal
  await chat.ports.store.links.unblock(client.person.id, frame.person)
  return told(frame.person, false, client, chat)
}

async function objection(person: string, client: Client, { ports }: ChatContext): Promise<Answer> {
  if (person === client.person.id) return refuse('yourself')
  return (await ports.people.get(person)) ? undefined : refuse('unknown-person')
}

async function withdraw(other: string, client: Client, chat: ChatContext): Promise<void> {
  const { links } = chat.ports.store
  const me = client.person.id
  const waiting = [...(await links.waitingFrom(me)), ...(await links.waitingFrom(other))]
  const between = waiting.filter((link) => [link.from, link.to].every((one) => one === me || one === other))
  for (const link of between) {
    const settled = await links.settle(link.id, 'withdrawn', chat.ports.now())
    if (settled) await tellBoth('unlinked', link.id, other, client, chat)
  }
}

async function told(person: string, blocked: boolean, client: Client, chat: ChatContext): Promise<Answer> {
  const { links } = chat.ports.store
  const me = client.person.id
  const room = await links.roomOf(me, person)
  const muted = blocked || (await links.isBlocked(person, me))
  if (room) chat.tellRoom(room, { type: 'muted', muted })
  const answer = { type: 'blocked', person, blocked } as const
  chat.tellPerson(me, 'direct', answer, client.id)
  return answer
}
