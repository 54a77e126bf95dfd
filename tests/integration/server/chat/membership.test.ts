import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { blockersIn } from '../../../../server/chat/blocks'
import { isMember, isOwner, membershipOf, pairOf, roomsOf } from '../../../../server/chat/membership'
import { it } from '../../../support/chat'
import { group, pair } from './scenes'

describe('a membership', () => {
  it('is that of a person in a room: of the owner, of a member, of nobody else', async ({ chat }) => {
    const { room, people } = await group(chat, 'ann', 'bo')
    const cy = await chat.person('cy')
    const { store } = chat.context.ports
    const ids = [people[0].person.id, people[1].person.id, cy.id]
    expect(await Promise.all(ids.map((id) => isMember(room, id, store)))).toEqual([true, true, false])
    expect(await Promise.all(ids.map((id) => isOwner(room, id, store)))).toEqual([true, false, false])
    expect(await membershipOf(room, cy.id, store)).toBeUndefined()
    expect(await isMember('nowhere', ids[0] ?? '', store)).toBe(false)
  })

  it('belongs on one port: 1v1 rooms on theirs, all others on that of groups', async ({ chat }) => {
    const { ann, room } = await pair(chat)
    const { store, now } = chat.context.ports
    await store.rooms.join(lobby, ann.person.id, now(), 10)
    expect(await roomsOf(ann.person.id, 'direct', store)).toEqual([room])
    expect(await roomsOf(ann.person.id, 'group', store)).toEqual([lobby])
  })
})

describe('a pair', () => {
  it('is the two of a 1v1 room, and knows who of them has blocked the other', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    const { store } = chat.context.ports
    const both = await pairOf(room, store)
    expect([...both].sort()).toEqual([ann.person.id, bo.person.id].sort())
    expect([await blockersIn(both, store), await blockersIn([], store)]).toEqual([[], []])
    for (const [by, other] of [
      [ann.person.id, bo.person.id],
      [bo.person.id, ann.person.id],
    ] as const) {
      await store.links.block(by, other, 0)
      expect(await blockersIn(both, store)).toEqual([by])
      await store.links.unblock(by, other)
    }
  })
})
