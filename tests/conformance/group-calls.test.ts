import { describe, expect } from 'vitest'
import { limits, lobby, type ServerFrameOf } from '#protocol'
import type { Client } from './client'
import { enter, found, group, personOf, upTo } from './scenes'
import { type Connected, it, type TestServer } from './suite'

/** Somebody who is in the room on the group port, and takes part in calls on the direct port. */
interface Talker extends Connected {
  line: Client
}

/** A group in whose room all of these people are. */
async function talkers<const Names extends readonly string[]>(server: TestServer, ...names: Names) {
  const [{ room, code }, ...people] = await group(server, ...names)
  const all: Talker[] = []
  for (const one of people as readonly Connected[]) all.push({ ...one, line: await one.open('direct') })
  return [{ room, code }, ...(all as unknown as { [At in keyof Names]: Talker })] as const
}

/** Begins or joins the call of a room: its id. */
async function call({ line }: { line: Client }, to: string, more: object = {}): Promise<string> {
  const accepted = await line.ask('accepted', { type: 'call', to, media: 'voice', ...more })
  expect(accepted).toMatchObject({ room: to, seq: 0 })
  return accepted.call ?? ''
}

/** The next `talking` in which just these people talk, in this order. */
function talking(client: Client, ...people: Talker[]): Promise<ServerFrameOf<'talking'>> {
  const ids = people.map(({ person }) => person.id).join()
  return client.next('talking', (frame) => frame.people.map(({ person }) => person.id).join() === ids)
}

const offer = { sdp: { type: 'offer', sdp: 'v=0' } }
const nothing = { muted: false, camera: false, screen: false }

describe('the call of a group', () => {
  it('is begun by one, joined by another, and told to the room and to those who take part', async ({
    server,
  }) => {
    const [{ room }, ann, bo, cy] = await talkers(server, 'ann', 'bo', 'cy')
    const id = await call(ann, room, { media: 'video' })
    expect(await talking(cy.client, ann)).toEqual({
      ...{ type: 'talking', call: id, room, media: 'video', since: expect.any(Number) },
      people: [{ person: personOf(ann), ...nothing }],
    })
    expect(await call(bo, room)).toBe(id)
    for (const client of [ann.line, bo.line, cy.client]) await talking(client, ann, bo)
    expect(await cy.line.leftover('talking', 'ringing', 'signal')).toEqual([])
    await ann.line.ask('accepted', { type: 'hangup', call: id })
    for (const client of [ann.line, bo.line, cy.client]) await talking(client, bo)
    await bo.line.ask('accepted', { type: 'hangup', call: id })
    for (const client of [bo.line, cy.client]) await talking(client)
  })

  it('leaves a message that is nothing to read', async ({ server }) => {
    const [{ room, code }, ann, bo] = await talkers(server, 'ann', 'bo')
    await bo.client.ask('left', { type: 'leave', room })
    const id = await call(ann, room)
    await ann.line.ask('accepted', { type: 'hangup', call: id })
    const said = await ann.client.next('said')
    expect(said).toMatchObject({ room, kind: 'call', from: personOf(ann) })
    expect(said.body).toEqual({ media: 'voice', outcome: 'answered', seconds: expect.any(Number) })
    expect(await bo.client.next('news')).toMatchObject({ room, last: { seq: said.seq, kind: 'call' } })
    const { room: card } = await bo.client.ask('room', { type: 'join', code })
    expect(card).toMatchObject({ unread: 0, last: { kind: 'call' } })
    expect(await enter(bo.client, room, 0)).toMatchObject({ messages: [{ kind: 'call', body: said.body }] })
  })

  it('is told to who comes in while it goes on', async ({ server }) => {
    const [{ room }, ann, bo] = await talkers(server, 'ann', 'bo')
    const id = await call(ann, room)
    await talking(bo.client, ann)
    const late = await bo.open('group')
    expect(await enter(late, room)).toMatchObject({ talking: id })
    await talking(late, ann)
    await ann.line.ask('accepted', { type: 'hangup', call: id })
    await talking(late)
    await late.ask('left', { type: 'leave', room })
    expect(await enter(late, room)).not.toHaveProperty('talking')
  })

  it('is for members alone', async ({ server }) => {
    const [{ room }, ann] = await talkers(server, 'ann')
    const id = await call(ann, room)
    const eve = await server.connect('direct', 'eve')
    for (const to of [room, 'nothing'])
      expect(await eve.client.refusal({ type: 'call', to, media: 'voice' })).toBe('unknown-room')
    for (const frame of [{ type: 'hangup' }, { type: 'signal' }, { type: 'share', ...nothing }])
      for (const unknown of [id, `${room}.nothing`])
        expect(await eve.client.refusal({ ...frame, call: unknown })).toBe('unknown-call')
    expect(await eve.client.leftover('talking')).toEqual([])
  })

  it('of the lobby is for those who have been there', async ({ server }) => {
    const ann = await server.connect('direct', 'ann')
    expect(await ann.client.refusal({ type: 'call', to: lobby, media: 'voice' })).toBe('unknown-room')
    await enter(await ann.open('group'), lobby)
    const id = await call({ line: ann.client }, lobby)
    await ann.client.ask('accepted', { type: 'hangup', call: id })
  })

  it('is answered the same when the frame comes again, over another line too', async ({ server }) => {
    const [{ room }, ann] = await talkers(server, 'ann')
    const id = await call(ann, room, { id: 'once' })
    expect(await call(ann, room, { id: 'once' })).toBe(id)
    const again = await ann.open('direct')
    expect(await call({ line: again }, room, { id: 'once' })).toBe(id)
    // It is that line's from then on.
    expect(await ann.line.refusal({ type: 'share', call: id, ...nothing })).toBe('not-in-call')
    await again.ask('accepted', { type: 'share', call: id, ...nothing })
  })

  it('is joined by one device, of who is in no other call', async ({ server }) => {
    const [{ room }, ann] = await talkers(server, 'ann')
    const id = await call(ann, room)
    const tablet = await ann.open('direct')
    await talking(tablet, ann)
    // Another frame: the same `id` would be the same call.
    const again = { type: 'call', id: 'again', to: room, media: 'voice' }
    expect(await tablet.refusal(again)).toBe('in-a-call')
    const other = await found(ann.client, 'Reading room')
    const elsewhere = { type: 'call', to: other.room, media: 'voice' }
    expect(await ann.line.refusal(elsewhere)).toBe('in-a-call')
    await tablet.ask('accepted', { type: 'hangup', call: id })
    await ann.line.ask('accepted', elsewhere)
  })

  it('does not ring, so that there is nothing to answer', async ({ server }) => {
    const [{ room }, ann, bo] = await talkers(server, 'ann', 'bo')
    const id = await call(ann, room)
    expect(await bo.line.refusal({ type: 'answer', call: id, with: 'accept' })).toBe('not-ringing')
    expect(await bo.line.refusal({ type: 'answer', call: 'x.y', with: 'accept' })).toBe('unknown-call')
  })

  it('has eight places', async ({ server }) => {
    const names = upTo(limits.voices + 1).map((at) => `talker ${at}`)
    const [{ room }, ...all] = await talkers(server, ...names)
    const people: Talker[] = all
    const [ann] = people
    const last = people.pop()
    if (!ann || !last) throw new Error('Nine people were asked for.')
    const id = await call(ann, room)
    for (const one of people.slice(1)) expect(await call(one, room)).toBe(id)
    expect(await last.line.refusal({ type: 'call', to: room, media: 'voice' })).toBe('call-full')
    await ann.line.ask('accepted', { type: 'hangup', call: id })
    expect(await call(last, room)).toBe(id)
    await talking(last.line, ...people.slice(1), last)
  })
})

describe('signal in a group', () => {
  it('goes to the one whom it names, on the connection that takes part', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await talkers(server, 'ann', 'bo', 'cy')
    const id = await call(ann, room)
    await call(bo, room)
    await call(cy, room)
    const tablet = await bo.open('direct')
    const told = { ...offer, candidates: [{ candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 }] }
    await ann.line.ask('accepted', { type: 'signal', call: id, to: bo.person.id, ...told })
    expect(await bo.line.next('signal')).toEqual({ type: 'signal', call: id, from: ann.person.id, ...told })
    for (const client of [cy.line, tablet, ann.line]) expect(await client.leftover('signal')).toEqual([])
  })

  it('is between those who take part', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await talkers(server, 'ann', 'bo', 'cy')
    const id = await call(ann, room)
    await call(bo, room)
    const signal = { type: 'signal', call: id, ...offer }
    for (const to of [ann, cy])
      expect(await ann.line.refusal({ ...signal, to: to.person.id })).toBe('not-in-call')
    expect(await ann.line.refusal(signal)).toBe('not-in-call')
    expect(await cy.line.refusal({ ...signal, to: ann.person.id })).toBe('not-in-call')
    expect(await cy.line.refusal({ type: 'signal', call: id })).toBe('not-in-call')
    expect(await (await bo.open('direct')).refusal({ ...signal, to: ann.person.id })).toBe('not-in-call')
    expect(await ann.line.leftover('signal')).toEqual([])
  })

  it('with nothing in it brings back who has lost the line, and all hear it', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await talkers(server, 'ann', 'bo', 'cy')
    const id = await call(ann, room)
    await call(bo, room)
    await call(cy, room)
    await talking(ann.line, ann, bo, cy)
    await bo.line.close()
    const away = await ann.line.next('talking', ({ people }) => people.some((one) => one.away === true))
    expect(away.people.map(({ person }) => person)).toEqual([ann, bo, cy].map(personOf))
    const toBo = { type: 'signal', call: id, to: bo.person.id, ...offer }
    expect(await ann.line.refusal(toBo)).toBe('not-there')

    const line = await bo.open('direct')
    const isAway = ({ people }: ServerFrameOf<'talking'>) => people.some((one) => one.away === true)
    await line.next('talking', isAway)
    await line.ask('accepted', { type: 'signal', call: id })
    for (const one of [ann, cy]) {
      await one.line.next('talking', (frame) => frame.people.length === 3 && !isAway(frame))
      expect(await one.line.next('signal')).toEqual({ type: 'signal', call: id, from: bo.person.id })
    }
    await ann.line.ask('accepted', toBo)
    expect(await line.next('signal')).toMatchObject({ from: ann.person.id, ...offer })
  })
})

describe('share in a group', () => {
  it('is told to all, with four cameras and one screen at most', async ({ server }) => {
    const [{ room }, ...people] = await talkers(server, 'a', 'b', 'c', 'd', 'e')
    const [first, , , , last] = people
    const id = await call(first, room)
    for (const one of people.slice(1)) await call(one, room)
    const share = { type: 'share', call: id, ...nothing }
    for (const { line } of people.slice(0, limits.cameras))
      await line.ask('accepted', { ...share, camera: true })
    expect(await last.line.refusal({ ...share, camera: true })).toBe('too-many-cameras')
    await last.line.ask('accepted', { ...share, muted: true, screen: true })
    expect(await first.line.refusal({ ...share, screen: true })).toBe('screen-taken')
    const shown = await first.line.next('talking', (frame) => frame.people.some(({ screen }) => screen))
    expect(shown.people.map(({ camera }) => camera)).toEqual([true, true, true, true, false])
    expect(shown.people[4]).toEqual({ person: personOf(last), muted: true, camera: false, screen: true })
    await last.line.ask('accepted', { type: 'hangup', call: id })
    await first.line.ask('accepted', { ...share, screen: true })
  })
})

describe('who is no member any more', () => {
  it('is out of the call', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await talkers(server, 'ann', 'bo', 'cy')
    const id = await call(ann, room)
    await call(bo, room)
    await call(cy, room)
    await ann.client.ask('member', { type: 'remove', room, person: bo.person.id })
    await talking(ann.line, ann, cy)
    await talking(bo.line)
    expect(await bo.line.refusal({ type: 'signal', call: id })).toBe('unknown-call')
    expect(await bo.line.refusal({ type: 'call', to: room, media: 'voice' })).toBe('unknown-room')
    await cy.client.ask('gone', { type: 'quit', room })
    await talking(ann.line, ann)
    await ann.client.ask('gone', { type: 'dissolve', room })
    await talking(ann.line)
    expect(await ann.line.refusal({ type: 'call', to: room, media: 'voice' })).toBe('unknown-room')
  })
})
