import type { Person } from '#protocol'
import type { Client } from '../../conformance/client'
import type { TestGateway } from '../../support/gateway'

/** What nobody outside the room may ever read. */
export const secret = 'the key is under the mat'

/** A group in which the owner has said something. */
export interface GroupScene {
  room: string
  /** The first message, the owner's. */
  seq: number
  owner: Client
  /** Another member, on whom things are tried. */
  target: Person
  /** Who tries. */
  client: Client
}

/** Who tries: somebody who was never in, who was put out while being in, who is in, whose room it is. */
export type GroupWho = 'stranger' | 'removed' | 'member' | 'owner'

export async function groupScene(ports: TestGateway, who: GroupWho): Promise<GroupScene> {
  const [ann, bo, cat] = await Promise.all(['ann', 'bo', 'cat'].map((name) => ports.chat.person(name)))
  if (!ann || !bo || !cat) throw new Error('The scene needs three people.')
  const owner = await ports.connect('group', ann)
  const made = await owner.ask('room', { type: 'create', name: 'Tea house' })
  const { id: room, code } = made.room
  await owner.ask('entered', { type: 'enter', room })
  const { seq } = await owner.ask('accepted', { type: 'say', room, kind: 'text', body: secret })

  const target = await ports.connect('group', cat)
  await target.ask('room', { type: 'join', code })
  if (who === 'owner') return { room, seq, owner, target: cat, client: owner }

  const client = await ports.connect('group', bo)
  if (who !== 'stranger') {
    await client.ask('room', { type: 'join', code })
    await client.ask('entered', { type: 'enter', room })
  }
  if (who === 'removed') {
    await owner.ask('member', { type: 'remove', room, person: bo.id })
    await client.next('gone')
    // It read the message while it was a member.
    client.received.length = 0
  }
  return { room, seq, owner, target: cat, client }
}
