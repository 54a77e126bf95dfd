import { describe, expect } from 'vitest'
import type { Person } from '#protocol'
import { enter, found, group, personOf, say, secondDevice, stopwatch } from './scenes'
import { it } from './suite'

describe('presence', () => {
  it('tells who came and who went', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await ann.client.next('presence', ({ joined }) => joined.some(({ id }) => id === bo.person.id))
    await bo.client.ask('left', { type: 'leave', room })
    const went = await ann.client.next('presence', ({ left }) => left.length > 0)
    expect(went).toMatchObject({ room, online: 1, joined: [], left: [personOf(bo)] })
  })

  it('tells when somebody goes without a word', async ({ server }) => {
    const [, ann, bo] = await group(server, 'ann', 'bo')
    await ann.client.next('presence', ({ joined }) => joined.some(({ id }) => id === bo.person.id))
    await bo.client.close()
    const went = await ann.client.next('presence', ({ left }) => left.length > 0)
    expect(went).toMatchObject({ online: 1, left: [personOf(bo)] })
  })

  it('gathers many who come at once into few frames, and counts them rightly', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    const { room, code } = await found(ann.client)
    await enter(ann.client, room)
    const seconds = stopwatch()
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, at) => server.connect('group', `guest ${at}`)),
    )
    await Promise.all(many.map(({ client }) => client.ask('room', { type: 'join', code })))
    await Promise.all(many.map(({ client }) => enter(client, room)))
    // With several servers the number may be there before the last news of who came.
    const missing = new Set(many.map(({ person }) => person.id))
    const last = await ann.client.next('presence', ({ joined }) => {
      for (const { id } of joined) missing.delete(id)
      return missing.size === 0
    })

    const frames = ann.client.received.flatMap((frame) => (frame.type === 'presence' ? [frame] : []))
    const named = frames
      .flatMap(({ joined }) => joined.map(({ id }) => id))
      .filter((id) => id !== ann.person.id)
    expect(last.online).toBe(13)
    expect(named.sort()).toEqual(many.map(({ person }) => person.id).sort())
    // One a second, however long a slow machine takes to let them all in; the first and the last second may be parts.
    expect(frames.length).toBeLessThanOrEqual(seconds() + 2)
  })

  it('may name oneself as having come, once, and counts oneself', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await secondDevice(ann, room)
    await ann.client.next('presence', ({ joined }) => joined.some(({ id }) => id === bo.person.id))
    const frames = ann.client.received.flatMap((frame) => (frame.type === 'presence' ? [frame] : []))
    const own = (people: Person[]) => people.filter(({ id }) => id === ann.person.id)
    expect(own(frames.flatMap(({ joined }) => joined)).length).toBeLessThanOrEqual(1)
    expect(own(frames.flatMap(({ left }) => left))).toEqual([])
    expect(frames.at(-1)?.online).toBe(2)
  })

  it('counts a person with several devices once, until the last one goes', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await ann.client.next('presence', ({ joined }) => joined.some(({ id }) => id === bo.person.id))
    const tablet = await secondDevice(bo, room)
    expect(await enter(ann.client, room)).toMatchObject({ online: 2 })
    await tablet.ask('left', { type: 'leave', room })
    expect(await enter(ann.client, room)).toMatchObject({ online: 2 })
    await bo.client.ask('left', { type: 'leave', room })
    await ann.client.next('presence', ({ left }) => left.length > 0)
    const named = ann.client.received.flatMap((frame) => (frame.type === 'presence' ? frame.joined : []))
    expect(named.filter(({ id }) => id === bo.person.id)).toHaveLength(1)
  })
})

describe('news', () => {
  it('comes to members who are elsewhere, with the newest message; never to those who are there', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const elsewhere = await bo.open('group')
    await elsewhere.ask('heartbeat', { type: 'heartbeat' })
    for (const at of [1, 2, 3]) await say(ann.client, room, `line ${at}`)
    const newest = await elsewhere.next('news', ({ last }) => last.seq === 3)
    expect(newest).toMatchObject({ room, last: { body: 'line 3', from: personOf(ann) } })
    expect(await bo.client.leftover('news')).toEqual([])
    expect(await ann.client.leftover('news')).toEqual([])
    expect(await elsewhere.leftover('said')).toEqual([])
  })

  it('tells of all that came how it is counted: others’ messages, one’s own, and what was taken back', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const elsewhere = await bo.open('group')
    await elsewhere.ask('heartbeat', { type: 'heartbeat' })
    await say(ann.client, room, 'oops')
    await say(bo.client, room, 'what?')
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    await say(ann.client, room, 'nothing')
    const marks: object[] = []
    for (let top = 0; top < 4; ) {
      const { also = [], last } = await elsewhere.next('news')
      const recalls = typeof last.body === 'object' && 'seq' in last.body && { recalls: last.body.seq }
      marks.push(...also, { seq: last.seq, from: last.from.id, ...recalls })
      top = last.seq
    }
    const [a, b] = [personOf(ann).id, personOf(bo).id]
    expect(marks).toEqual([
      { seq: 1, from: a },
      { seq: 2, from: b },
      { seq: 3, from: a, recalls: 1 },
      { seq: 4, from: a },
    ])
  })

  it('does not come to strangers', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const eve = await server.connect('group', 'eve')
    const elsewhere = await bo.open('group')
    await elsewhere.ask('heartbeat', { type: 'heartbeat' })
    await say(ann.client, room, 'only for members')
    await elsewhere.next('news')
    expect(
      (await eve.client.leftover('news', 'said', 'presence')).filter(
        (frame) => 'room' in frame && frame.room === room,
      ),
    ).toEqual([])
  })
})

describe('profile', () => {
  it('tells the people in the same rooms of a new name, and what is said next carries it', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const name = `Anna ${ann.person.id}`
    const response = await fetch(`${server.target.httpUrl}/api/me`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ann.token}` },
      body: JSON.stringify({ name }),
    })
    expect(response.ok).toBe(true)
    expect(await bo.client.next('profile')).toEqual({ type: 'profile', person: { ...personOf(ann), name } })
    // The only frame under a room's key that names no room: the client of these tests takes no other.
    expect(bo.client.underRoomKeys).toContain('profile')
    await ann.client.next('profile')
    await say(ann.client, room, 'with a new name')
    expect(await bo.client.next('said')).toMatchObject({ from: { id: ann.person.id, name } })
  })
})
