import { describe, expect } from 'vitest'
import type { Client } from './client'
import { enter, pair, personOf, say, strangers } from './scenes'
import { it } from './suite'

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

  it('refuses invitations both ways until it is taken back', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await bo.client.refusal({ type: 'link', to: ann.person.id })).toBe('not-accepting')
    expect(await ann.client.refusal({ type: 'link', to: bo.person.id })).toBe('blocked')
    await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })
    expect(await bo.client.ask('asked', { type: 'link', to: ann.person.id })).toBeDefined()
  })

  it('withdraws an invitation that waits between the two', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    await bo.client.ask('blocked', { type: 'block', person: ann.person.id })
    expect(await bo.client.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    expect(await (await bo.open('direct')).leftover('linked')).toEqual([])
  })

  it('silences the room of the two, and what was said stays', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'one')
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    const accepted = [1]
    for (const { client } of [ann, bo])
      expect(await sayUntil('refused', client, room, accepted)).toBe('blocked')
    expect((await enter(bo.client, room)).messages.map(({ seq }) => seq)).toEqual(accepted)
    await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })
    await sayUntil('accepted', bo.client, room, accepted)
    const { messages } = await enter(bo.client, room)
    expect(messages.map(({ seq }) => seq)).toEqual(accepted)
    expect(messages[0]).toMatchObject({ body: 'one' })
  })

  it('of oneself, or of nobody, is refused', async ({ server }) => {
    const ann = await server.connect('direct', 'ann')
    for (const type of ['block', 'unblock']) {
      expect(await ann.client.refusal({ type, person: ann.person.id })).toBe('yourself')
      expect(await ann.client.refusal({ type, person: 'nobody' })).toBe('unknown-person')
    }
  })
})

/**
 * Says something again until the answer is of this type: another server hears of a block a moment later. Adds
 * where each stands that was accepted, and gives the code of a refusal.
 */
async function sayUntil(type: 'refused' | 'accepted', client: Client, room: string, accepted: number[]) {
  for (;;) {
    const answer = await client.askAnything({ type: 'say', room, kind: 'text', body: 'x' })
    if (answer.type === 'accepted') accepted.push(answer.seq)
    if (answer.type === type) return answer.type === 'refused' ? answer.code : undefined
    if (answer.type === 'refused') expect(answer.code).toBe('blocked')
    // Takes as long as this server's way to the others.
    await enter(client, room)
  }
}

describe('contacts', () => {
  it('hear when the other comes online, by whatever port, and when they are gone', async ({ server }) => {
    const [, ann, bo] = await pair(server)
    await bo.client.close()
    expect(await ann.client.next('contact', ({ online }) => !online)).toMatchObject({ person: personOf(bo) })
    await bo.open('group')
    expect(await ann.client.next('contact', ({ online }) => online)).toMatchObject({ person: personOf(bo) })
  })
})
