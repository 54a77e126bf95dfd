import { describe, expect, vi } from 'vitest'
import { limits } from '#protocol'
import { soon } from '../support/soon'
import { enter, pair, personOf, say, strangers } from './scenes'
import { it } from './suite'

describe('link', () => {
  it('is answered, and comes to every device of the other', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const tablet = await bo.open('direct')
    const asked = await ann.client.ask('asked', { type: 'link', id: 'l1', to: bo.person.id, note: 'A word?' })
    expect(asked).toMatchObject({ to: personOf(bo), note: 'A word?', time: expect.any(Number) })
    const { link, time } = asked
    for (const device of [bo.client, tablet])
      expect(await device.next('linked')).toEqual({
        type: 'linked',
        link,
        from: personOf(ann),
        note: 'A word?',
        time,
      })
  })

  it('waits for somebody who is not there, the oldest first', async ({ server }) => {
    const bo = await server.guest('bo')
    const askers = [await server.connect('direct', 'ann'), await server.connect('direct', 'cy')]
    const links: string[] = []
    for (const { client } of askers)
      links.push((await client.ask('asked', { type: 'link', to: bo.person.id })).link)
    const invitations = links.map((link) => ({ link, note: '' }))
    const came = async () => {
      const client = await bo.open('direct')
      return [await client.next('linked'), await client.next('linked')]
    }
    // News of the second may still come by itself from another server, and then is there first.
    for (let times = 0; times < 2; times += 1)
      await vi.waitFor(async () => expect(await came()).toMatchObject(invitations), soon)
  })

  it('does not come again once it is answered', async ({ server }) => {
    const [, , bo] = await pair(server)
    const client = await bo.open('direct')
    expect(await client.leftover('linked')).toEqual([])
  })

  it('that is sent again while it waits gives the same invitation, once', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const first = await ann.client.ask('asked', { type: 'link', id: 'l1', to: bo.person.id })
    const same = await ann.client.ask('asked', { type: 'link', id: 'l1', to: bo.person.id })
    const other = await ann.client.ask('asked', { type: 'link', id: 'l2', to: bo.person.id })
    expect([same.link, other.link]).toEqual([first.link, first.link])
    await bo.client.next('linked')
    expect(await bo.client.leftover('linked')).toEqual([])
  })

  it('between two who are connected gives their room', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    for (const [one, other] of [
      [ann, bo],
      [bo, ann],
    ] as const) {
      const answer = await one.client.ask('connected', { type: 'link', to: other.person.id })
      expect(answer).toMatchObject({ room, peer: personOf(other) })
    }
  })

  it('that crosses the one of the other connects both', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    const answer = await bo.client.ask('connected', { type: 'link', to: ann.person.id })
    expect(await ann.client.next('connected')).toMatchObject({ room: answer.room, peer: personOf(bo) })
    expect(answer).toMatchObject({ peer: personOf(ann) })
  })
})

describe('an invitation', () => {
  it('to oneself, or to nobody, is refused', async ({ server }) => {
    const ann = await server.connect('direct', 'ann')
    expect(await ann.client.refusal({ type: 'link', to: ann.person.id })).toBe('yourself')
    expect(await ann.client.refusal({ type: 'link', to: 'nobody' })).toBe('unknown-person')
    expect(await ann.client.refusal({ type: 'link', to: '__proto__' })).toBe('unknown-person')
    expect(await ann.client.refusal({ type: 'link', to: 'a b' })).toBe('bad-frame')
  })

  it.for([
    ['a note that is too long', 'x'.repeat(limits.noteLength + 1), 'text-too-long'],
    ['a note of two lines', 'a\nb', 'bad-text'],
    ['a note that is no text', 5, 'bad-frame'],
  ] as const)('with %s is refused', async ([, note, code], { server }) => {
    const [ann, bo] = await strangers(server)
    expect(await ann.client.refusal({ type: 'link', to: bo.person.id, note })).toBe(code)
  })

  it('after it was declined is refused for a day', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    await bo.client.ask('declined', { type: 'decline', link })
    expect(await ann.client.refusal({ type: 'link', to: bo.person.id })).toBe('declined-recently')
    // Who declined may change their mind.
    expect(await bo.client.ask('asked', { type: 'link', to: ann.person.id })).toBeDefined()
  })

  it('faster than the rate is refused with the time to wait', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const ask = (times: number) => ({ type: 'link', id: `l${times}`, to: bo.person.id })
    for (let times = 0; times < 30; times += 1) ann.client.send(ask(times))
    const refused = await ann.client.next('refused')
    expect(refused).toMatchObject({ of: 'link', code: 'too-fast', retryAfter: expect.any(Number) })
  })
})

describe('connect', () => {
  it('tells both on every device, and opens a room for the two', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const devices = [await ann.open('direct'), await bo.open('direct')] as const
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    const { room } = await bo.client.ask('connected', { type: 'connect', link })
    const toAnn = { type: 'connected', link, room, peer: personOf(bo) }
    expect(await ann.client.next('connected')).toEqual(toAnn)
    expect(await devices[0].next('connected')).toEqual(toAnn)
    expect(await devices[1].next('connected')).toEqual({ type: 'connected', link, room, peer: personOf(ann) })
  })

  it('is refused for an invitation that is not waiting for one', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const eve = await server.connect('direct', 'eve')
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    for (const type of ['connect', 'decline']) {
      expect(await ann.client.refusal({ type, link })).toBe('unknown-invitation')
      expect(await eve.client.refusal({ type, link })).toBe('unknown-invitation')
      expect(await bo.client.refusal({ type, link: 'nothing' })).toBe('unknown-invitation')
    }
    for (const { client } of [bo, eve])
      expect(await client.refusal({ type: 'unlink', link })).toBe('unknown-invitation')
    await bo.client.ask('connected', { type: 'connect', link })
    expect(await bo.client.refusal({ type: 'decline', link })).toBe('unknown-invitation')
    expect(await ann.client.refusal({ type: 'unlink', link })).toBe('unknown-invitation')
  })
})

describe('the note of an invitation', () => {
  it('is the first line of the talk for both, said once, and read by who took it', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const tablet = await bo.open('direct')
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id, note: ' A  word? ' })
    const devices = [bo.client, tablet]
    await Promise.all(devices.map((device) => device.ask('connected', { type: 'connect', link })))
    const { room } = await bo.client.ask('connected', { type: 'connect', link })
    const first = { seq: 1, from: personOf(ann), kind: 'text', body: 'A word?', time: expect.any(Number) }
    expect(await enter(bo.client, room)).toMatchObject({ top: 1, read: 1, messages: [first] })
    expect(await enter(ann.client, room)).toMatchObject({ top: 1, peerRead: 1, messages: [first] })
    expect(await say(ann.client, room, 'so')).toMatchObject({ seq: 2 })
  })

  it('that is empty says nothing', async ({ server }) => {
    const [{ room }, ann] = await pair(server)
    expect(await enter(ann.client, room)).toMatchObject({ top: 0, messages: [] })
  })

  it('is said of both when they have asked each other', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    await ann.client.ask('asked', { type: 'link', to: bo.person.id, note: 'A word?' })
    const answer = { type: 'link', to: ann.person.id, note: 'With pleasure' }
    const { room } = await bo.client.ask('connected', answer)
    const messages = [
      { seq: 1, from: personOf(ann), body: 'A word?' },
      { seq: 2, from: personOf(bo), body: 'With pleasure' },
    ]
    expect(await enter(bo.client, room)).toMatchObject({ read: 0, messages })
    expect(await enter(ann.client, room)).toMatchObject({ read: 0, messages })
  })

  it('may be taken back by who wrote it, and by nobody else', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id, note: 'A word?' })
    const { room } = await bo.client.ask('connected', { type: 'connect', link })
    for (const { client } of [ann, bo]) await enter(client, room)
    expect(await bo.client.refusal({ type: 'recall', room, seq: 1 })).toBe('not-yours')
    expect(await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })).toMatchObject({ seq: 2 })
  })
})

describe('decline and unlink', () => {
  it('tell both on every device', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const devices = [await ann.open('direct'), await bo.open('direct')] as const
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    expect(await bo.client.ask('declined', { type: 'decline', link })).toMatchObject({
      link,
      peer: personOf(ann),
    })
    for (const device of [ann.client, devices[0]])
      expect(await device.next('declined')).toEqual({ type: 'declined', link, peer: personOf(bo) })
    expect(await devices[1].next('declined')).toEqual({ type: 'declined', link, peer: personOf(ann) })
  })

  it('withdraw an invitation: both are told, and it can be asked again', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    expect(await ann.client.ask('unlinked', { type: 'unlink', link })).toMatchObject({
      link,
      peer: personOf(bo),
    })
    expect(await bo.client.next('unlinked')).toEqual({ type: 'unlinked', link, peer: personOf(ann) })
    expect(await bo.client.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    const again = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    expect(again.link).not.toBe(link)
  })
})
