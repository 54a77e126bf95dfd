import { describe, expect } from 'vitest'
import type { ServerFrameOf } from '#protocol'
import { limits, lobby } from '#protocol'
import type { Client } from './client'
import { enter, found, group, personOf, say, sayMany, stopwatch, upTo } from './scenes'
import { it } from './suite'

describe('enter', () => {
  it('lets everyone into the lobby', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    const entered = await enter(client, lobby)
    expect(entered).toMatchObject({ room: lobby, top: entered.messages.at(-1)?.seq ?? 0 })
    expect(entered.online).toBeGreaterThan(0)
  })

  it('brings what was said, and says that it is everything', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await sayMany(ann.client, room, 'm', 3)
    const entered = await enter(await bo.open('group'), room)
    expect(entered).toMatchObject({ top: 3, online: 2, complete: true, read: 0 })
    expect(entered.messages.map(({ seq, body }) => [seq, body])).toEqual([
      [1, 'm 1'],
      [2, 'm 2'],
      [3, 'm 3'],
    ])
    expect(entered.messages[0]?.from).toEqual(personOf(ann))
  })

  it('brings the newest page of a long room, and says that it is not everything', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const total = limits.pageDefault + 10
    await sayMany(ann.client, room, 'm', total)
    const entered = await enter(await ann.open('group'), room)
    expect(entered).toMatchObject({ top: total, complete: false })
    expect(entered.messages.map(({ seq }) => seq)).toEqual(upTo(total).slice(-limits.pageDefault))
  })

  it('may be done again, and is answered anew', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'one')
    await bo.client.next('said')
    expect(await enter(bo.client, room)).toMatchObject({ top: 1, online: 2 })
    await say(ann.client, room, 'two')
    expect(await bo.client.next('said')).toMatchObject({ seq: 2 })
    expect(await bo.client.leftover('said')).toEqual([])
  })

  it('takes a hundred rooms and no more on one socket', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    const rooms = await Promise.all(upTo(limits.enteredRooms).map((at) => found(client, `room ${at}`)))
    await Promise.all(rooms.map(({ room }) => enter(client, room)))
    expect(await client.refusal({ type: 'enter', room: lobby })).toBe('too-many-entered')
    await client.ask('left', { type: 'leave', room: rooms[0]?.room })
    expect(await enter(client, lobby)).toMatchObject({ room: lobby })
  })
})

describe('leave', () => {
  it('ends the visit: nothing of the room comes any more, until one enters again', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    expect(await bo.client.ask('left', { type: 'leave', room })).toMatchObject({ room, person: personOf(bo) })
    await say(ann.client, room, 'one')
    expect(await bo.client.next('news')).toMatchObject({ room, last: { seq: 1, body: 'one' } })
    expect(await bo.client.leftover('said')).toEqual([])
    expect(await bo.client.refusal({ type: 'say', room, kind: 'text', body: 'x' })).toBe('not-entered')
    expect(await enter(bo.client, room, 0)).toMatchObject({ complete: true, messages: [{ seq: 1 }] })
  })
})

describe('members', () => {
  it('are listed page by page, with their roles', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    const first = await bo.client.ask('members', { type: 'members', room, limit: 2 })
    expect(first).toMatchObject({ room, more: true })
    const second = await bo.client.ask('members', {
      type: 'members',
      room,
      after: first.members[1]?.person.id,
    })
    expect(second.more).toBe(false)
    const all = [...first.members, ...second.members]
    expect(new Map(all.map(({ person, role }) => [person.id, role]))).toEqual(
      new Map([
        [ann.person.id, 'owner'],
        [bo.person.id, 'member'],
        [cy.person.id, 'member'],
      ]),
    )
    expect(all.map(({ online }) => online)).toEqual([true, true, true])
  })

  it('come in the order in which they became members, on whatever page', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    const { room, code } = await found(ann.client)
    const everyone = [ann.person.id]
    for (const name of ['bo', 'cy', 'di', 'eve']) {
      await nextMillisecond(ann.client)
      const { client, person } = await server.connect('group', name)
      await client.ask('room', { type: 'join', code })
      everyone.push(person.id)
    }
    expect(await membersOf(ann.client, room)).toEqual(everyone)
  })

  it('who are there come in the order of their ids, on whatever page', async ({ server }) => {
    const [{ room }, ...people] = await group(server, 'ann', 'bo', 'cy', 'di', 'eve')
    const ids = people.map(({ person }) => person.id)
    expect(await membersOf(people[0].client, room, { online: true })).toEqual(ids.sort())
  })

  it('who are there can be asked for alone', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await bo.client.ask('left', { type: 'leave', room })
    const { members } = await ann.client.ask('members', { type: 'members', room, online: true })
    expect(members).toEqual([{ person: personOf(ann), role: 'owner', online: true }])
    const everyone = await ann.client.ask('members', { type: 'members', room })
    expect(everyone.members.map(({ person, online }) => [person.id, online])).toEqual([
      [ann.person.id, true],
      [bo.person.id, false],
    ])
  })
})

/** The ids of all members, in pages of two. */
async function membersOf(client: Client, room: string, more: { online?: true } = {}): Promise<string[]> {
  const ids: string[] = []
  for (let isMore = true; isMore; ) {
    const after = ids.length > 0 ? { after: ids.at(-1) } : {}
    const page: ServerFrameOf<'members'> = await client.ask('members', {
      ...{ type: 'members', room, limit: 2 },
      ...more,
      ...after,
    })
    ids.push(...page.members.map(({ person }) => person.id))
    isMore = page.more
  }
  return ids
}

/** Until the server's clock has gone on: what happens in one millisecond has no order. */
async function nextMillisecond(client: Client): Promise<void> {
  const clock = async () => (await client.ask('heartbeat', { type: 'heartbeat' })).time
  for (const begun = await clock(); (await clock()) <= begun; );
}

describe('typing', () => {
  it('is passed on to the others, at most once a second, and not answered', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const seconds = stopwatch()
    for (let times = 0; times < 5; times += 1) ann.client.send({ type: 'typing', id: `t${times}`, room })
    expect(await bo.client.next('typing')).toEqual({ type: 'typing', room, person: personOf(ann) })
    // What is said after it comes after it: whatever else `typing` brought would be there by now.
    await say(ann.client, room, 'one')
    await bo.client.next('said')
    expect((await bo.client.leftover('typing')).length).toBeLessThanOrEqual(seconds())
    expect(await ann.client.leftover('typing', 'refused')).toEqual([])
  })
})

describe('heartbeat', () => {
  it('brings the clock and the newest seq of every entered room', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const { seq, time } = await say(ann.client, room, 'one')
    await bo.client.next('said')
    const beat = await bo.client.ask('heartbeat', { type: 'heartbeat' })
    expect(beat.tops).toEqual({ [room]: seq })
    expect(beat.time).toBeGreaterThanOrEqual(time)
    await bo.client.ask('left', { type: 'leave', room })
    expect(await bo.client.ask('heartbeat', { type: 'heartbeat' })).toMatchObject({ tops: {} })
  })

  it('needs no id', async ({ server }) => {
    const { client } = await server.connect('direct', 'ann')
    client.send({ type: 'heartbeat' })
    expect(await client.next('heartbeat')).toEqual({ type: 'heartbeat', time: expect.any(Number), tops: {} })
  })
})
