import { expect } from 'vitest'
import { lobby } from '#protocol'
import type { Room, Store } from '../../../server/store/store'
import { type StoreTests, text, upTo } from './store-tests'

export const group = (id: string, code?: string): Room => {
  return { id, kind: 'group', name: `Room ${id}`, created: 1_000, ...(code === undefined ? {} : { code }) }
}

/** Makes a group with an owner, and members who joined at 2,001, 2,002, … */
export async function makeGroup(
  store: Store,
  id: string,
  owner: string,
  ...members: string[]
): Promise<void> {
  await store.rooms.create(group(id), [{ person: owner, role: 'owner' }], id)
  for (const [index, person] of members.entries()) await store.rooms.join(id, person, 2_001 + index, 1_000)
}

const owner = [{ person: 'ann', role: 'owner' }] as const

export const rooms: StoreTests = {
  'has the lobby from the beginning': async ({ store }) => {
    expect(await store.rooms.get(lobby)).toMatchObject({ id: lobby, kind: 'lobby', name: 'Lobby' })
    expect(await store.rooms.countMembers(lobby)).toBe(0)
  },

  'makes a room with its first members, who joined when it was made': async ({ store, other }) => {
    const room: Room = { id: 'd1', kind: 'direct', name: '', created: 1_000 }
    const members = [
      { person: 'ann', role: 'member' },
      { person: 'bo', role: 'member' },
    ] as const
    expect(await store.rooms.create(room, [...members], 'q')).toStrictEqual({ room })
    expect(await other.rooms.get('d1')).toStrictEqual(room)
    expect(await store.rooms.members('d1', undefined, 10)).toStrictEqual(
      members.map((member) => ({ ...member, room: 'd1', read: 0, joined: 1_000 })),
    )
  },

  'gives the same request the room of the first time': async ({ store }) => {
    await store.rooms.create(group('r1', 'AAA'), [...owner], 'q')
    await store.rooms.join('r1', 'bo', 2_000, 10)
    const again = await store.rooms.create(group('r2', 'BBB'), [...owner], 'q')
    expect(again).toStrictEqual({ room: group('r1', 'AAA') })
    expect(await store.rooms.create(group('r1', 'AAA'), [...owner], 'q')).toStrictEqual(again)
    expect(await store.rooms.get('r2')).toBeUndefined()
    expect(await store.rooms.countMembers('r1')).toBe(2)
  },

  'makes one room of many equal requests at the same time': async ({ store, other }) => {
    const calls = upTo(10).map((n) => (n % 2 ? store : other).rooms.create(group(`r${n}`), [...owner], 'q'))
    const answers = await Promise.all(calls)
    expect(new Set(answers.map((answer) => 'room' in answer && answer.room.id)).size).toBe(1)
    expect(await store.rooms.of('ann')).toHaveLength(1)
  },

  'takes the same request of another person for another room': async ({ store }) => {
    await store.rooms.create(group('r1'), [...owner], 'q')
    const other = await store.rooms.create(group('r2'), [{ person: 'bo', role: 'owner' }], 'q')
    expect(other).toStrictEqual({ room: group('r2') })
  },

  'finds a room by its code': async ({ store }) => {
    await store.rooms.create(group('r1', 'K7Q'), [...owner], 'q')
    expect(await store.rooms.byCode('K7Q')).toStrictEqual(group('r1', 'K7Q'))
    expect(await store.rooms.byCode('K7R')).toBeUndefined()
    expect(await store.rooms.get('r9')).toBeUndefined()
  },

  'makes no room with a code that another has': async ({ store }) => {
    await store.rooms.create(group('r1', 'K7Q'), [...owner], 'q1')
    expect(await store.rooms.create(group('r2', 'K7Q'), [...owner], 'q2')).toEqual({ codeTaken: true })
    expect(await store.rooms.get('r2')).toBeUndefined()
    expect(await store.rooms.of('ann')).toEqual([{ room: 'r1', kind: 'group' }])
    expect(await store.rooms.create(group('r2', 'K7R'), [...owner], 'q2')).toMatchObject({
      room: { id: 'r2' },
    })
  },

  'gives a code to one of two rooms that are made at the same time': async ({ store, other }) => {
    const answers = await Promise.all([
      store.rooms.create(group('r1', 'K7Q'), [...owner], 'q1'),
      other.rooms.create(group('r2', 'K7Q'), [...owner], 'q2'),
    ])
    expect(answers.filter((answer) => 'codeTaken' in answer)).toHaveLength(1)
    expect(await store.rooms.of('ann')).toHaveLength(1)
  },

  'makes any number of rooms without a code': async ({ store }) => {
    for (const n of upTo(3)) {
      expect(await store.rooms.create(group(`r${n}`), [...owner], `q${n}`)).toEqual({ room: group(`r${n}`) })
    }
  },

  'changes the name or the code, and finds the room by the new code only': async ({ store }) => {
    await store.rooms.create(group('r1', 'OLD'), [...owner], 'q')
    expect(await store.rooms.update('r1', { name: 'New' })).toStrictEqual({
      ...group('r1', 'OLD'),
      name: 'New',
    })
    const room = { ...group('r1', 'NEW'), name: 'New' }
    expect(await store.rooms.update('r1', { code: 'NEW' })).toStrictEqual(room)
    expect(await store.rooms.update('r1', { code: 'NEW' })).toStrictEqual(room)
    expect(await store.rooms.byCode('NEW')).toStrictEqual(room)
    expect(await store.rooms.byCode('OLD')).toBeUndefined()
  },

  'changes nothing when the code is taken or the room is unknown': async ({ store }) => {
    await store.rooms.create(group('r1', 'AAA'), [...owner], 'q1')
    await store.rooms.create(group('r2', 'BBB'), [...owner], 'q2')
    expect(await store.rooms.update('r2', { name: 'New', code: 'AAA' })).toEqual({ codeTaken: true })
    expect(await store.rooms.get('r2')).toStrictEqual(group('r2', 'BBB'))
    expect(await store.rooms.update('r3', { name: 'New' })).toBeUndefined()
  },

  'removes a room with its messages and memberships, and leaves the others': async ({ store, other }) => {
    await store.rooms.create(group('r1', 'AAA'), [...owner], 'q1')
    await store.rooms.create(group('r2', 'BBB'), [...owner], 'q2')
    for (const room of ['r1', 'r2']) await store.messages.append(room, [text('ann', 'a'), text('ann', 'b')])
    expect(await other.messages.top('r1')).toBe(2)
    await store.rooms.remove('r1')
    await store.rooms.remove('r1')

    expect(await store.rooms.get('r1')).toBeUndefined()
    expect(await store.rooms.byCode('AAA')).toBeUndefined()
    expect(await store.rooms.membership('r1', 'ann')).toBeUndefined()
    expect(await store.rooms.countMembers('r1')).toBe(0)
    expect(await store.rooms.of('ann')).toEqual([{ room: 'r2', kind: 'group' }])
    expect(await store.messages.top('r1')).toBe(0)
    expect(await other.messages.top('r1')).toBe(0)
    expect(await store.messages.after('r1', 0, 10)).toEqual([])
    expect(await store.messages.top('r2')).toBe(2)
    expect(await store.rooms.create(group('r3', 'AAA'), [...owner], 'q3')).toMatchObject({
      room: { id: 'r3' },
    })
  },
}
