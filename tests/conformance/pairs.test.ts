import { describe, expect } from 'vitest'
import { enter, pair, personOf, say, strangers } from './scenes'
import { type Connected, it } from './suite'

describe('a 1v1 room', () => {
  it('is there for its two people and nobody else', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    const eve = await server.connect('direct', 'eve')
    const { seq } = await say(ann.client, room, 'only between us')
    expect(await bo.client.next('said')).toMatchObject({ room, seq, body: 'only between us' })
    expect(await eve.client.refusal({ type: 'enter', room })).toBe('unknown-room')
    expect(await eve.client.refusal({ type: 'history', room })).toBe('unknown-room')
    expect(await (await eve.open('group')).refusal({ type: 'enter', room })).toBe('unknown-room')
    expect(await eve.client.leftover('said', 'news')).toEqual([])
    const onGroup = await ann.open('group')
    expect(await onGroup.refusal({ type: 'enter', room })).toBe('wrong-port')
  })

  it('tells each how far the other has read', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    const { seq } = await say(ann.client, room, 'one')
    await bo.client.next('said')
    await bo.client.ask('read', { type: 'read', room, seq })
    expect(await ann.client.next('read')).toEqual({ type: 'read', room, person: bo.person.id, seq })
    expect(await enter(ann.client, room)).toMatchObject({ read: 0, peerRead: seq })
    expect(await enter(bo.client, room)).toMatchObject({ read: seq, peerRead: 0 })
  })

  it('tells the other when one leaves, and stays for the next visit', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'one')
    await bo.client.next('said')
    expect(await bo.client.ask('left', { type: 'leave', room })).toMatchObject({ room, person: personOf(bo) })
    expect(await ann.client.next('left')).toEqual({ type: 'left', room, person: personOf(bo) })
    await say(ann.client, room, 'two')
    expect(await bo.client.next('news')).toMatchObject({ room, last: { body: 'two' } })
    expect(await enter(bo.client, room, 0)).toMatchObject({
      complete: true,
      messages: [{ body: 'one' }, { body: 'two' }],
    })
  })

  it('passes typing on', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    ann.client.send({ type: 'typing', room })
    expect(await bo.client.next('typing')).toEqual({ type: 'typing', room, person: personOf(ann) })
  })

  it('has no owner: each takes back what is their own', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'one')
    expect(await bo.client.refusal({ type: 'recall', room, seq: 1 })).toBe('not-yours')
    expect(await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })).toMatchObject({ seq: 2 })
  })
})

describe('block', () => {
  it('tells one’s own devices and not the other person', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const tablet = await ann.open('direct')
    expect(await ann.client.ask('blocked', { type: 'block', person: bo.person.id })).toMatchObject({
      person: bo.person.id,
      blocked: true,
    })
    expect(await tablet.next('blocked')).toEqual({ type: 'blocked', person: bo.person.id, blocked: true })
    expect(await ann.client.ask('blocked', { type: 'block', person: bo.person.id })).toMatchObject({
      blocked: true,
    })
    expect(await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })).toMatchObject({
      blocked: false,
    })
    expect(await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })).toMatchObject({
      blocked: false,
    })
    expect(await bo.client.leftover('blocked')).toEqual([])
  })

  it('lets an invitation wait unseen until it is taken back', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    const { link } = await bo.client.ask('asked', { type: 'link', to: ann.person.id })
    expect(await ann.client.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    expect(await ann.client.refusal({ type: 'link', to: bo.person.id })).toBe('blocked')
    expect(await (await ann.open('direct')).leftover('linked')).toEqual([])
    await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })
    expect(await ann.client.next('linked')).toMatchObject({ link, from: personOf(bo) })
    expect(await ann.client.ask('connected', { type: 'connect', link })).toMatchObject({ peer: personOf(bo) })
  })

  it('withdraws one’s own invitation to the other', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await bo.client.next('unlinked')).toMatchObject({ link, peer: personOf(ann) })
    expect(await bo.client.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    expect(await (await bo.open('direct')).leftover('linked')).toEqual([])
  })

  it('lets who is blocked talk to themselves: nothing of it reaches the other one, then or later', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await pair(server)
    const mine = await bo.open('direct')
    await enter(mine, room)
    await say(ann.client, room, 'one')
    await bo.client.next('said')
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    // Another server hears of a block a moment later: then who is blocked sees the other one go.
    await bo.client.next('presence', ({ left }) => left.some(({ id }) => id === ann.person.id))

    const { seq } = await say(bo.client, room, 'unheard', { id: 'u' })
    expect(await say(bo.client, room, 'unheard', { id: 'u' })).toMatchObject({ seq })
    expect(await mine.next('said', ({ body }) => body === 'unheard')).toMatchObject({ seq })
    expect(await ann.client.next('said', (said) => said.seq === seq)).toMatchObject({
      ...{ kind: 'withheld', body: '' },
    })
    expect(await ann.client.refusal({ type: 'say', room, kind: 'text', body: 'x' })).toBe('blocked')
    await ann.client.ask('read', { type: 'read', room, seq })
    expect(await enter(mine, room)).toMatchObject({ online: 1, peerRead: 0 })

    await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })
    await bo.client.next('presence', ({ joined }) => joined.some(({ id }) => id === ann.person.id))
    await say(bo.client, room, 'heard')
    expect(await ann.client.next('said', ({ body }) => body === 'heard')).toMatchObject({ seq: seq + 1 })
    const bodies = async ({ client }: Connected) =>
      (await enter(client, room)).messages.map(({ body }) => body)
    expect([await bodies(ann), await bodies(bo)]).toEqual([
      ['one', '', 'heard'],
      ['one', 'unheard', 'heard'],
    ])
    expect(await bo.client.leftover('read', 'typing', 'left')).toEqual([])
  })

  it('of oneself, or of nobody, is refused', async ({ server }) => {
    const ann = await server.connect('direct', 'ann')
    for (const type of ['block', 'unblock']) {
      expect(await ann.client.refusal({ type, person: ann.person.id })).toBe('yourself')
      expect(await ann.client.refusal({ type, person: 'nobody' })).toBe('unknown-person')
    }
  })
})

describe('contacts', () => {
  it('hear when the other comes online, by whatever port, and when they are gone', async ({ server }) => {
    const [, ann, bo] = await pair(server)
    await bo.client.close()
    expect(await ann.client.next('contact', ({ online }) => !online)).toMatchObject({ person: personOf(bo) })
    await bo.open('group')
    expect(await ann.client.next('contact', ({ online }) => online)).toMatchObject({ person: personOf(bo) })
  })
})
