import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import type { Client } from './client'
import { enter, found, group, personOf, say, upTo } from './scenes'
import { it } from './suite'

/** Says many short things at once: the answers, in the order of saying. */
function sayMany(client: Client, room: string, many: number) {
  return Promise.all(upTo(many).map((at) => say(client, room, `line ${at}`, { id: `m${at}` })))
}

describe('enter', () => {
  it('lets everyone into the lobby', async ({ house }) => {
    const { client } = await house.visitor('group', 'ann')
    const entered = await enter(client, lobby)
    expect(entered).toMatchObject({ room: lobby, top: entered.messages.at(-1)?.seq ?? 0 })
    expect(entered.online).toBeGreaterThan(0)
  })

  it('brings what was said, and says that it is everything', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await sayMany(ann.client, room, 3)
    const entered = await enter(await bo.open('group'), room)
    expect(entered).toMatchObject({ top: 3, online: 2, complete: true, read: 0 })
    expect(entered.messages.map(({ seq, body }) => [seq, body])).toEqual([
      [1, 'line 1'],
      [2, 'line 2'],
      [3, 'line 3'],
    ])
    expect(entered.messages[0]?.from).toEqual(personOf(ann))
  })

  it('brings the newest page of a long room, and says that it is not everything', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    const total = limits.pageDefault + 10
    await sayMany(ann.client, room, total)
    const entered = await enter(await ann.open('group'), room)
    expect(entered).toMatchObject({ top: total, complete: false })
    expect(entered.messages.map(({ seq }) => seq)).toEqual(upTo(total).slice(-limits.pageDefault))
  })

  it('may be done again, and is answered anew', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await say(ann.client, room, 'one')
    await bo.client.next('said')
    expect(await enter(bo.client, room)).toMatchObject({ top: 1, online: 2 })
    await say(ann.client, room, 'two')
    expect(await bo.client.next('said')).toMatchObject({ seq: 2 })
    expect(await bo.client.leftover('said')).toEqual([])
  })

  it('takes a hundred rooms and no more on one socket', async ({ house }) => {
    const { client } = await house.visitor('group', 'ann')
    const rooms = await Promise.all(upTo(limits.enteredRooms).map((at) => found(client, `room ${at}`)))
    await Promise.all(rooms.map(({ room }) => enter(client, room)))
    expect(await client.refusal({ type: 'enter', room: lobby })).toBe('too-many-entered')
    await client.ask('left', { type: 'leave', room: rooms[0]?.room })
    expect(await enter(client, lobby)).toMatchObject({ room: lobby })
  })
})

describe('leave', () => {
  it('ends the visit: nothing of the room comes any more, until one enters again', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    expect(await bo.client.ask('left', { type: 'leave', room })).toMatchObject({ room, person: personOf(bo) })
    await say(ann.client, room, 'one')
    expect(await bo.client.next('news')).toMatchObject({ room, last: { seq: 1, body: 'one' } })
    expect(await bo.client.leftover('said')).toEqual([])
    expect(await bo.client.refusal({ type: 'say', room, kind: 'text', body: 'x' })).toBe('not-entered')
    expect(await enter(bo.client, room, 0)).toMatchObject({ complete: true, messages: [{ seq: 1 }] })
  })
})

describe('say', () => {
  it('is accepted, and comes to the others with everything it holds', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await say(ann.client, room, 'one')
    const mentions = [ann.person.id]
    const { seq, time } = await say(bo.client, room, 'two', { id: 'm2', reply: 1, mentions })
    expect(await ann.client.next('said')).toEqual({
      type: 'said',
      room,
      seq,
      id: 'm2',
      from: personOf(bo),
      kind: 'text',
      body: 'two',
      time,
      reply: 1,
      mentions,
    })
  })

  it('shows of its author the id, the name and the avatar, and nothing else', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await say(ann.client, room, 'one')
    expect(Object.keys((await bo.client.next('said')).from).sort()).toEqual(['avatar', 'id', 'name'])
  })

  it('that is repeated gets the same answer, and is heard once', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    const first = await say(ann.client, room, 'one', { id: 'm1' })
    const again = await ann.open('group')
    await enter(again, room)
    expect(await say(ann.client, room, 'one', { id: 'm1' })).toEqual(first)
    expect(await say(again, room, 'one', { id: 'm1' })).toEqual(first)
    await say(ann.client, room, 'two')
    await bo.client.next('said', ({ seq }) => seq === 2)
    expect(await bo.client.leftover('said')).toMatchObject([{ seq: 1 }])
  })

  it('that is repeated at once, before the answer, is stored once', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    const frame = { type: 'say', id: 'm1', room, kind: 'text', body: 'one' }
    for (let times = 0; times < 5; times += 1) ann.client.send(frame)
    for (let times = 0; times < 5; times += 1)
      expect(await ann.client.next('accepted')).toMatchObject({ seq: 1 })
    expect(await say(ann.client, room, 'two')).toMatchObject({ seq: 2 })
  })

  it('cannot answer a message that is not there', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    const frame = { type: 'say', room, kind: 'text', body: 'x', reply: 9 }
    expect(await ann.client.refusal(frame)).toBe('unknown-message')
  })

  it('faster than the rate is refused with the time to wait', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    for (let at = 0; at < 350; at += 1)
      ann.client.send({ type: 'say', id: `m${at}`, room, kind: 'text', body: 'x' })
    const refused = await ann.client.next('refused')
    expect(refused).toMatchObject({ of: 'say', room, code: 'too-fast', retryAfter: expect.any(Number) })
    expect(refused.retryAfter).toBeGreaterThan(0)
  })
})

describe('recall', () => {
  it('takes a message back for everyone, and from the history', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await say(ann.client, room, 'oops')
    const accepted = await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(accepted).toMatchObject({ room, seq: 2 })
    const said = await bo.client.next('said', ({ kind }) => kind === 'recall')
    expect(said).toMatchObject({ seq: 2, from: personOf(ann), body: { seq: 1 } })

    const blanked = { seq: 1, kind: 'recalled', body: '', from: personOf(ann) }
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([blanked, { seq: 2, kind: 'recall', body: { seq: 1 } }])
    expect((await enter(bo.client, room, 0)).messages).toMatchObject([blanked, { seq: 2 }])
    expect(JSON.stringify(messages)).not.toContain('oops')
  })

  it('that is repeated by the author gets the same answer', async ({ house }) => {
    const {
      room,
      people: [, bo],
    } = await group(house, 'ann', 'bo')
    await say(bo.client, room, 'oops')
    const first = await bo.client.ask('accepted', { type: 'recall', id: 'r1', room, seq: 1 })
    expect(await bo.client.ask('accepted', { type: 'recall', id: 'r1', room, seq: 1 })).toEqual(first)
    expect(await say(bo.client, room, 'next')).toMatchObject({ seq: 3 })
  })

  it('of the owner takes back what anyone said; a member cannot', async ({ house }) => {
    const {
      room,
      people: [ann, bo, cy],
    } = await group(house, 'ann', 'bo', 'cy')
    await say(bo.client, room, 'oops')
    expect(await cy.client.refusal({ type: 'recall', room, seq: 1 })).toBe('not-yours')
    expect(await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })).toMatchObject({ seq: 2 })
    expect(await cy.client.refusal({ type: 'recall', room, seq: 1 })).not.toBe('try-again')
  })

  it('needs a message, and a recall is none', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    expect(await ann.client.refusal({ type: 'recall', room, seq: 7 })).toBe('unknown-message')
    await say(ann.client, room, 'oops')
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await ann.client.refusal({ type: 'recall', room, seq: 2 })).toBe('unknown-message')
  })
})

describe('history', () => {
  it('pages both ways, in order, and says whether there is more', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    await sayMany(ann.client, room, 10)
    const ask = async (where: object) => {
      const { messages, more } = await ann.client.ask('page', { type: 'history', room, ...where })
      return [...messages.map(({ seq }) => seq), more]
    }
    expect(await ask({})).toEqual([...upTo(10), false])
    expect(await ask({ limit: 3 })).toEqual([8, 9, 10, true])
    expect(await ask({ before: 8, limit: 3 })).toEqual([5, 6, 7, true])
    expect(await ask({ before: 3, limit: 2 })).toEqual([1, 2, false])
    expect(await ask({ before: 1 })).toEqual([false])
    expect(await ask({ before: 1000, limit: 1 })).toEqual([10, true])
    expect(await ask({ after: 0, limit: 2 })).toEqual([1, 2, true])
    expect(await ask({ after: 8, limit: 2 })).toEqual([9, 10, false])
    expect(await ask({ after: 10 })).toEqual([false])
    expect(await ask({ after: 1000 })).toEqual([false])
  })

  it('gives 50 messages unless told otherwise, and never more than 100', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    await sayMany(ann.client, room, 120)
    const lengths = async (where: object) =>
      (await ann.client.ask('page', { type: 'history', room, ...where })).messages.length
    expect(await lengths({})).toBe(limits.pageDefault)
    expect(await lengths({ limit: 100 })).toBe(limits.pageMessages)
    expect(await lengths({ limit: 1000 })).toBe(limits.pageMessages)
    expect(await lengths({ after: 0, limit: 1000 })).toBe(limits.pageMessages)
  })

  it('of long texts comes in pages that fit, without a hole', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    const long = '😀'.repeat(limits.textLength)
    for (const at of upTo(20)) await say(ann.client, room, long, { id: `m${at}` })
    const seqs: number[] = []
    for (let more = true; more; ) {
      const page = await ann.client.ask('page', { type: 'history', room, after: seqs.at(-1) ?? 0 })
      const bytes = page.messages.reduce((sum, { body }) => sum + Buffer.byteLength(String(body)), 0)
      expect(page.messages.length).toBeGreaterThan(0)
      expect(bytes).toBeLessThanOrEqual(limits.pageBytes)
      seqs.push(...page.messages.map(({ seq }) => seq))
      more = page.more
    }
    expect(seqs).toEqual(upTo(20))
  })

  it('cannot go both ways at once', async ({ house }) => {
    const { client } = await house.visitor('group', 'ann')
    await enter(client, lobby)
    expect(await client.refusal({ type: 'history', room: lobby, before: 5, after: 2 })).toBe('bad-frame')
    expect(await client.refusal({ type: 'history', room: lobby, limit: 0 })).toBe('bad-frame')
  })
})

describe('read', () => {
  it('moves forward, never back, and not beyond the newest message', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await sayMany(ann.client, room, 5)
    await bo.client.next('said', ({ seq }) => seq === 5)
    const read = (seq: number) => bo.client.ask('read', { type: 'read', room, seq })
    expect(await read(3)).toMatchObject({ room, person: bo.person.id, seq: 3 })
    expect(await read(1)).toMatchObject({ seq: 3 })
    expect(await read(1000)).toMatchObject({ seq: 5 })
    expect(await enter(await bo.open('group'), room)).toMatchObject({ read: 5 })
  })
})

describe('typing', () => {
  it('is passed on to the others, at most once a second, and not answered', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    for (let times = 0; times < 5; times += 1) ann.client.send({ type: 'typing', id: `t${times}`, room })
    expect(await bo.client.next('typing')).toEqual({ type: 'typing', room, person: personOf(ann) })
    // What is said after it comes after it: whatever else `typing` brought would be there by now.
    await say(ann.client, room, 'one')
    await bo.client.next('said')
    expect(await bo.client.leftover('typing')).toEqual([])
    expect(await ann.client.leftover('typing', 'refused')).toEqual([])
  })
})

describe('members', () => {
  it('are listed page by page, with their roles', async ({ house }) => {
    const {
      room,
      people: [ann, bo, cy],
    } = await group(house, 'ann', 'bo', 'cy')
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

  it('who are there can be asked for alone', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
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

describe('heartbeat', () => {
  it('brings the clock and the newest seq of every entered room', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    const { seq, time } = await say(ann.client, room, 'one')
    await bo.client.next('said')
    const beat = await bo.client.ask('heartbeat', { type: 'heartbeat' })
    expect(beat.tops).toEqual({ [room]: seq })
    expect(beat.time).toBeGreaterThanOrEqual(time)
    await bo.client.ask('left', { type: 'leave', room })
    expect(await bo.client.ask('heartbeat', { type: 'heartbeat' })).toMatchObject({ tops: {} })
  })

  it('needs no id', async ({ house }) => {
    const { client } = await house.visitor('direct', 'ann')
    client.send({ type: 'heartbeat' })
    expect(await client.next('heartbeat')).toEqual({ type: 'heartbeat', time: expect.any(Number), tops: {} })
  })
})
