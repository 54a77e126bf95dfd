import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import type { Client } from './client'
import { pair, personOf, say, sendUntilRefused, strangers } from './scenes'
import { type Connected, it, type TestServer } from './suite'

const sdp = { type: 'offer', sdp: 'v=0\r\n', screen: 's' }
const candidates = [{ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }]
const shares = { muted: false, camera: false, screen: false }

/** Calls somebody: the call. */
async function callTo(client: Client, to: string, more: object = {}): Promise<string> {
  const { call, seq } = await client.ask('accepted', { type: 'call', to, media: 'voice', ...more })
  expect(seq).toBe(0)
  return call ?? ''
}

/** Two who are connected; ann has called, and it rings on bo's phone and on another device of bo. */
async function ringing(server: TestServer) {
  const [{ room }, ann, bo] = await pair(server)
  const desk = await bo.open('direct')
  await desk.pong()
  const call = await callTo(ann.client, bo.person.id, { media: 'video' })
  await bo.client.next('ringing')
  return { room, ann, bo, desk, call }
}

async function talking(server: TestServer) {
  const scene = await ringing(server)
  await scene.bo.client.ask('accepted', { type: 'answer', call: scene.call, with: 'accept' })
  for (const client of [scene.ann.client, scene.bo.client, scene.desk]) await client.next('talking')
  return scene
}

const lineOf = (client: Client) => client.next('said', ({ kind }) => kind === 'call')
const giving = (one: Connected, more: object = {}) => ({ person: personOf(one), ...shares, ...more })

describe('a call of two', () => {
  it('rings on every device of the one who is called, later ones too, and on no other', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await pair(server)
    const desk = await bo.open('direct')
    await desk.pong()
    const call = await callTo(ann.client, bo.person.id)
    const late = await bo.open('direct')
    for (const client of [bo.client, desk, late]) {
      const { ms, ...ring } = await client.next('ringing')
      expect(ring).toEqual({ type: 'ringing', call, room, from: personOf(ann), media: 'voice' })
      expect(ms).toBeLessThanOrEqual(limits.ringMs)
    }
    expect(await ann.client.leftover('ringing', 'talking', 'ended')).toEqual([])
  })

  it('is taken by the first device that accepts, and all the others fall silent', async ({ server }) => {
    const { room, ann, bo, desk, call } = await ringing(server)
    await bo.client.ask('accepted', { type: 'answer', call, with: 'accept' })
    for (const client of [ann.client, bo.client, desk])
      expect(await client.next('talking')).toMatchObject({
        ...{ call, room, media: 'video' },
        people: [giving(ann), giving(bo)],
      })
    for (const answer of ['accept', 'decline', 'busy'])
      expect(await desk.refusal({ type: 'answer', call, with: answer })).toBe('answered-elsewhere')
    // Again, by the device that has it.
    await bo.client.ask('accepted', { type: 'answer', call, with: 'accept' })
    expect(await ann.client.refusal({ type: 'answer', call, with: 'accept' })).toBe('not-ringing')
  })

  it('is answered before it is told', async ({ server }) => {
    const { bo, call } = await ringing(server)
    await bo.client.ask('accepted', { type: 'answer', call, with: 'accept' })
    await bo.client.next('talking')
    const told = bo.client.received.map(({ type }) => type)
    expect(told.lastIndexOf('accepted')).toBeLessThan(told.indexOf('talking'))
  })

  it.for([
    ['declined', 'answer', { with: 'decline' }],
    ['busy', 'answer', { with: 'busy' }],
    ['declined', 'hangup', {}],
  ] as const)('%s ends it for all, by %s', async ([outcome, type, more], { server }) => {
    const { room, ann, bo, desk, call } = await ringing(server)
    await desk.ask('accepted', { type, call, ...more })
    for (const client of [ann.client, bo.client, desk])
      expect(await client.next('ended')).toEqual({ type: 'ended', call, room, outcome, seconds: 0 })
    const { seq, id, from, body } = await lineOf(ann.client)
    expect([id, from]).toEqual([`call/${call}`, personOf(ann)])
    expect(body).toEqual({ media: 'video', outcome, seconds: 0 })
    expect((await lineOf(bo.client)).seq).toBe(seq)
    expect(await bo.client.refusal({ type: 'answer', call, with: 'accept' })).toBe('call-is-over')
    expect(await bo.client.refusal({ type: 'hangup', call })).toBe('call-is-over')
  })

  it('is cancelled by who has called, from another device of theirs', async ({ server }) => {
    const { ann, bo, call } = await ringing(server)
    const tablet = await ann.open('direct')
    await tablet.ask('accepted', { type: 'hangup', call })
    expect(await bo.client.next('ended')).toMatchObject({ call, outcome: 'cancelled' })
  })

  it('connects two who call one another, and is the same by the same frame', async ({ server }) => {
    const [, ann, bo] = await pair(server)
    const call = await callTo(ann.client, bo.person.id, { id: 'mine' })
    expect(await callTo(ann.client, bo.person.id, { id: 'mine' })).toBe(call)
    expect(await callTo(bo.client, ann.person.id)).toBe(call)
    expect(await ann.client.next('talking')).toMatchObject({ call, people: [giving(ann), giving(bo)] })
    await bo.client.next('ringing')
    expect(await bo.client.leftover('ringing')).toEqual([])
  })

  it('finds somebody busy who is in another one', async ({ server }) => {
    const { ann, bo } = await talking(server)
    const cat = await server.connect('direct', 'cat')
    const { link } = await cat.client.ask('asked', { type: 'link', to: bo.person.id })
    const { room } = await bo.client.ask('connected', { type: 'connect', link })
    const call = await callTo(cat.client, bo.person.id)
    expect(await cat.client.next('ended')).toEqual({ type: 'ended', call, room, outcome: 'busy', seconds: 0 })
    expect(await bo.client.leftover('ringing')).toEqual([])
    const again = { type: 'call', to: cat.person.id, media: 'voice' }
    expect(await bo.client.refusal(again)).toBe('in-a-call')
    expect(await ann.client.refusal({ ...again, to: bo.person.id })).toBe('in-a-call')
  })

  it('passes on what the two ends tell each other, and nothing to other devices', async ({ server }) => {
    const { ann, bo, desk, call } = await talking(server)
    await ann.client.ask('accepted', { type: 'signal', call, sdp })
    await ann.client.ask('accepted', { type: 'signal', call, to: bo.person.id, candidates })
    expect(await bo.client.next('signal')).toEqual({ type: 'signal', call, from: ann.person.id, sdp })
    expect(await bo.client.next('signal')).toEqual({ type: 'signal', call, from: ann.person.id, candidates })
    expect(await desk.refusal({ type: 'signal', call, sdp })).toBe('not-in-call')
    expect(await ann.client.refusal({ type: 'signal', call, to: 'lobby', sdp })).toBe('not-in-call')
    expect(await desk.leftover('signal')).toEqual([])
  })

  it('tells what each shares', async ({ server }) => {
    const { ann, bo, desk, call } = await talking(server)
    const now = { muted: true, camera: true, screen: false }
    await bo.client.ask('accepted', { type: 'share', call, ...now })
    for (const client of [ann.client, desk])
      expect(await client.next('talking', ({ people }) => people[1]?.muted === true)).toMatchObject({
        people: [giving(ann), giving(bo, now)],
      })
    expect(await desk.refusal({ type: 'share', call, ...now })).toBe('not-in-call')
  })

  it('goes on over a line that was lost and is back', async ({ server }) => {
    const { ann, bo, call } = await talking(server)
    await bo.client.close()
    expect(await ann.client.next('talking')).toMatchObject({
      people: [giving(ann), giving(bo, { away: true })],
    })
    expect(await ann.client.refusal({ type: 'signal', call, sdp })).toBe('not-there')
    await ann.client.ask('accepted', { type: 'signal', call })
    const back = await bo.open('direct')
    expect(await back.next('talking')).toMatchObject({
      call,
      people: [giving(ann), giving(bo, { away: true })],
    })
    await back.ask('accepted', { type: 'signal', call })
    expect(await ann.client.next('talking')).toMatchObject({ people: [giving(ann), giving(bo)] })
    expect(await ann.client.next('signal')).toEqual({ type: 'signal', call, from: bo.person.id })
    await ann.client.ask('accepted', { type: 'signal', call, sdp })
    expect(await back.next('signal')).toMatchObject({ sdp })
  })

  it('ends, and leaves a line that is nothing to read', async ({ server }) => {
    const { room, ann, bo, call } = await talking(server)
    await ann.client.ask('accepted', { type: 'hangup', call })
    expect(await bo.client.next('ended')).toMatchObject({ call, outcome: 'answered' })
    const { seq, body } = await lineOf(bo.client)
    expect(body).toMatchObject({ media: 'video', outcome: 'answered' })
    const to = [{ room }]
    const forward = { type: 'forward', of: [{ room, seq }], to }
    expect(await ann.client.refusal(forward)).toBe('cannot-be-forwarded')
    expect(await ann.client.refusal({ type: 'edit', room, seq, body: 'x' })).toBe('not-a-text')
    expect(await ann.client.refusal({ type: 'recall', room, seq })).toBe('not-yours')
    expect(await bo.client.refusal({ type: 'recall', room, seq })).toBe('not-yours')
    for (const frame of [
      { type: 'signal', call, sdp },
      { type: 'signal', call },
      { type: 'share', call, ...shares },
      { type: 'hangup', call },
    ])
      expect(await ann.client.refusal(frame)).toBe('call-is-over')
  })

  it('has failed where one says so', async ({ server }) => {
    const { ann, bo, call } = await talking(server)
    await bo.client.ask('accepted', { type: 'hangup', call, failed: true })
    expect(await ann.client.next('ended')).toMatchObject({ outcome: 'failed' })
  })
})

describe('a call is refused', () => {
  it('to strangers, to oneself, to whom one has blocked, and to nobody', async ({ server }) => {
    const [ann, bo] = await strangers(server)
    const call = (to: string) => ann.client.refusal({ type: 'call', to, media: 'voice' })
    expect(await call(ann.person.id)).toBe('yourself')
    expect(await call(bo.person.id)).toBe('not-a-contact')
    expect(await call('nobody.at-all')).toBe('unknown-room')
    const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
    await bo.client.ask('connected', { type: 'connect', link })
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await call(bo.person.id)).toBe('blocked')
  })

  it('in every frame, where it is not there or not one’s own', async ({ server }) => {
    const { call } = await talking(server)
    const eve = await server.connect('direct', 'eve')
    for (const id of [call, 'nothing', 'lobby.nothing'])
      for (const frame of [
        { type: 'answer', call: id, with: 'accept' },
        { type: 'hangup', call: id },
        { type: 'signal', call: id, sdp },
        { type: 'share', call: id, ...shares },
      ])
        expect(await eve.client.refusal(frame)).toBe('unknown-call')
  })

  it('with what is too long, or no frame', async ({ server }) => {
    const { ann, call } = await talking(server)
    const long = { ...sdp, sdp: 'x'.repeat(limits.sdpLength + 1) }
    const signal = { type: 'signal', call }
    expect(await ann.client.refusal({ ...signal, sdp: long })).toBe('signal-too-long')
    const many = Array.from({ length: limits.candidates + 1 }, () => candidates[0])
    expect(await ann.client.refusal({ ...signal, candidates: many })).toBe('signal-too-long')
    for (const bad of [
      { ...signal, sdp: 'v=0' },
      { ...signal, sdp: { type: 'rollback', sdp: '' } },
      { ...signal, candidates: [{ candidate: 'x'.repeat(limits.candidateLength + 1) }] },
      { type: 'call', to: ann.person.id, media: 'smell' },
      { type: 'answer', call, with: 'perhaps' },
      { type: 'share', call, muted: true },
    ])
      expect(await ann.client.refusal(bad)).toBe('bad-frame')
    const whole = { ...sdp, sdp: 'x'.repeat(limits.sdpLength) }
    await ann.client.ask('accepted', { ...signal, sdp: whole, candidates: many.slice(1) })
  })

  it('by a pace that is not that of messages', async ({ server }) => {
    const { room, ann, call } = await talking(server)
    // Few at a time: 250 refusals for speed end a connection.
    const refused = await sendUntilRefused(ann.client, 60, (at) => ({
      type: 'signal',
      id: `s${at}`,
      call,
      candidates,
    }))
    expect(refused).toMatchObject({ of: 'signal', code: 'too-fast', retryAfter: expect.any(Number) })
    await say(ann.client, room, 'still here')
  })

  it('on the group port', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    expect(await ann.client.refusal({ type: 'call', to: ann.person.id, media: 'voice' })).toBe('wrong-port')
  })
})

describe('who is blocked', () => {
  it('hears it ring, and nothing rings anywhere', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await bo.client.ask('blocked', { type: 'block', person: ann.person.id })
    const call = await callTo(ann.client, bo.person.id)
    expect(await bo.client.refusal({ type: 'answer', call, with: 'accept' })).toBe('unknown-call')
    await ann.client.ask('accepted', { type: 'hangup', call })
    expect(await ann.client.next('ended')).toEqual({
      ...{ type: 'ended', call, room },
      ...{ outcome: 'cancelled', seconds: 0 },
    })
    await lineOf(ann.client)
    expect(await bo.client.leftover('ringing', 'ended', 'talking')).toEqual([])
    expect(await bo.client.next('said')).toMatchObject({ kind: 'withheld', body: '' })
  })

  it('is out of the call at once', async ({ server }) => {
    const { ann, bo, call } = await talking(server)
    await bo.client.ask('blocked', { type: 'block', person: ann.person.id })
    for (const { client } of [ann, bo])
      expect(await client.next('ended')).toMatchObject({ call, outcome: 'answered' })
    expect(await lineOf(bo.client)).toMatchObject({ from: personOf(ann), kind: 'call' })
  })
})

describe('a missed call', () => {
  it('is unread, and one that was declined is not', async ({ server }) => {
    const { room, ann, bo, call } = await ringing(server)
    const endBy = async ({ client }: Connected, ringing: string) => {
      await client.ask('accepted', { type: 'hangup', call: ringing })
      return lineOf(bo.client)
    }
    const { seq } = await endBy(ann, call)
    await endBy(bo, await callTo(ann.client, bo.person.id))
    await endBy(ann, await callTo(ann.client, bo.person.id))
    expect(await bo.client.ask('unread', { type: 'unread', room, seq })).toMatchObject({ unread: 2 })
  })

  it('is news to who has left the room', async ({ server }) => {
    const { room, ann, bo, call } = await ringing(server)
    await bo.client.ask('left', { type: 'leave', room })
    await ann.client.ask('accepted', { type: 'hangup', call })
    const body = { media: 'video', outcome: 'cancelled', seconds: 0 }
    expect(await bo.client.next('news')).toMatchObject({ room, last: { kind: 'call', body } })
  })
})
