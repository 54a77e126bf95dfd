import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import type { Client } from './client'
import { enter, found, group, pair, say } from './scenes'
import { type Connected, it } from './suite'

/** A room as it stands in somebody's list: the answer to who joins where they are a member already. */
const cardOf = async ({ client }: Connected, code: string) =>
  (await client.ask('room', { type: 'join', code })).room

const toAll = (room: string, more: object = {}) => ({
  type: 'say',
  ...{ room, kind: 'text', body: 'listen', mentions: ['all'] },
  ...more,
})

describe('who is mentioned', () => {
  it('has it in their list until it is read', async ({ server }) => {
    const [{ room, code }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await say(ann.client, room, 'tea?')
    await say(ann.client, room, 'bo!', { mentions: [bo.person.id] })
    await say(ann.client, room, 'bo!!', { mentions: [bo.person.id] })
    expect(await cardOf(bo, code)).toMatchObject({ unread: 3, mentioned: 2 })
    for (const other of [ann, cy]) expect(await cardOf(other, code)).not.toHaveProperty('mentioned')
    await bo.client.ask('read', { type: 'read', room, seq: 2 })
    expect(await cardOf(bo, code)).toMatchObject({ unread: 1, mentioned: 3 })
    await ann.client.ask('accepted', { type: 'recall', room, seq: 3 })
    expect(await cardOf(bo, code)).not.toHaveProperty('mentioned')
  })

  it('hears it in the news, in the message and in the marks of those before it', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    const { room, code } = await found(ann.client)
    await enter(ann.client, room)
    const bo = await server.connect('group', 'bo')
    await bo.client.ask('room', { type: 'join', code })
    const mentions = [bo.person.id]
    // As many as one second may gather, and the last one is behind it.
    for (const body of ['a', 'b', 'c']) await say(ann.client, room, body, { mentions })
    const told: Array<string[] | undefined> = []
    while (told.length < 3) {
      const { last, also = [] } = await bo.client.next('news')
      told.push(...[...also, last].map((one) => one.mentions))
    }
    expect(told).toEqual([mentions, mentions, mentions])
  })
})

describe('everyone', () => {
  it('is mentioned by the owner of a group, for each but the owner', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    await ann.client.ask('accepted', toAll(room))
    expect((await bo.client.next('said')).mentions).toEqual(['all'])
    expect(await cardOf(bo, code)).toMatchObject({ mentioned: 1 })
    expect(await cardOf(ann, code)).not.toHaveProperty('mentioned')
  })

  it('is not mentioned by what is refused: that takes no minute', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    expect(await ann.client.refusal(toAll(room, { id: 'a', reply: 99 }))).toBe('unknown-message')
    await ann.client.ask('accepted', toAll(room, { id: 'b' }))
    expect(await ann.client.refusal(toAll(room, { id: 'c' }))).toBe('everyone-again')
  })

  it('is mentioned by nobody else, and not in the lobby or between two', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await enter(ann.client, lobby)
    expect(await bo.client.refusal(toAll(room))).toBe('not-the-owner')
    expect(await ann.client.refusal(toAll(lobby))).toBe('not-the-owner')
    const [talk, one] = await pair(server)
    expect(await one.client.refusal(toAll(talk.room))).toBe('not-the-owner')
  })

  it('is mentioned once a minute in a room, from whichever device, and a repeat is the same message', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const other = await ann.open('group')
    await enter(other, room)
    const both = [ann.client, other].map((client) => client.ask('accepted', toAll(room, { id: 'm1' })))
    const [first, repeat] = await Promise.all(both)
    expect(repeat).toEqual(first)
    expect(await other.refusal(toAll(room, { id: 'm2' }))).toBe('everyone-again')
    expect(await ann.client.ask('accepted', toAll(room, { id: 'm1' }))).toEqual(first)
    await say(ann.client, room, 'to bo alone', { mentions: [bo.person.id] })
    const another = await found(ann.client)
    await enter(ann.client, another.room)
    await ann.client.ask('accepted', toAll(another.room))
  })

  it('keeps its place among what is said before and after it', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const seqs = await Promise.all([
      say(ann.client, room, 'a', { id: 'a' }),
      ann.client.ask('accepted', toAll(room, { id: 'b' })),
      say(ann.client, room, 'c', { id: 'c' }),
    ])
    expect(seqs.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })
})

describe('the members by name', () => {
  const named = async (client: Client, room: string, name: string, more: object = {}) => {
    const { members } = await client.ask('members', { type: 'members', room, name, ...more })
    // What the test server adds to a name is behind a blank.
    return members.map(({ person }) => person.name.split(' ')[0])
  }

  it('are found by any part of it, and in pinyin by its beginning', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'Ann', '张三丰', '重庆小面', '吕布', 'Joanna')
    const found: Array<[string, string[]]> = [
      ['ann', ['Ann', 'Joanna']],
      ['三', ['张三丰']],
      ['zhangsan', ['张三丰']],
      ['ZSF', ['张三丰']],
      ['zhs', ['张三丰']],
      ['cqxm', ['重庆小面']],
      ['zhongqing', ['重庆小面']],
      ['lvbu', ['吕布']],
      ['lubu', ['吕布']],
      ['sanfeng', []],
      ['nobody', []],
    ]
    for (const [typed, names] of found)
      expect([typed, (await named(ann.client, room, typed)).sort()]).toEqual([typed, names])
  })

  it('come page by page', async ({ server }) => {
    const [{ room }, ann, , third] = await group(server, '王一', '王二', '王三', '李四')
    expect(await named(ann.client, room, 'w', { limit: 2 })).toEqual(['王一', '王二'])
    expect(await named(ann.client, room, 'w', { limit: 2, after: third.person.id })).toEqual([])
  })

  it('are found in the lobby while they are there', async ({ server }) => {
    const [ann, bo] = [await server.connect('group', 'Ann'), await server.connect('group', '龘龘')]
    for (const { client } of [ann, bo]) await enter(client, lobby)
    expect(await named(ann.client, lobby, bo.person.name)).toEqual(['龘龘'])
    await bo.client.ask('left', { type: 'leave', room: lobby })
    expect(await named(ann.client, lobby, bo.person.name)).toEqual([])
  })

  it('are not found by what is no name', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    for (const name of ['', ' ', 'a'.repeat(limits.nameLength + 1), 'a\u0000b'])
      expect(await ann.client.refusal({ type: 'members', room, name })).toBe('bad-name')
  })
})
