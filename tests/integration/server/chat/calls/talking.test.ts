import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { limits } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { outOfReach } from '../../../../support/hooked-store'
import { accept, callTo, hangup, holdNames, lineOf, pass, ringing, talking } from './scene'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const sdp = { type: 'offer', sdp: 'v=0' } as const

describe('those who talk', () => {
  it('tell each other by the connections that take part, and by no other', async ({ chat }) => {
    const { ann, bo, desk, call } = await talking(chat)
    await ann.ask('accepted', { type: 'signal', call, sdp, candidates: [{ candidate: 'c' }] })
    const told = { type: 'signal', call, from: ann.person.id, sdp, candidates: [{ candidate: 'c' }] }
    expect(await bo.next('signal')).toEqual(told)
    await quiet()
    expect([...desk.all('signal'), ...ann.all('signal')]).toEqual([])
    expect(await desk.refusal({ type: 'signal', call, sdp })).toBe('not-in-call')
    expect(await ann.refusal({ type: 'signal', call, to: ann.person.id, sdp })).toBe('not-in-call')
    await bo.ask('accepted', { type: 'signal', call, to: ann.person.id, sdp })
    expect(await ann.next('signal')).toMatchObject({ from: bo.person.id })
  })

  it('tell nothing before the answer', async ({ chat }) => {
    const { ann, bo, call } = await ringing(chat)
    expect(await ann.refusal({ type: 'signal', call, sdp })).toBe('not-there')
    expect(await bo.refusal({ type: 'signal', call, sdp })).toBe('not-in-call')
  })

  it('say what they share, and all devices see it', async ({ chat }) => {
    const { ann, bo, desk, call } = await talking(chat)
    const shares = { muted: true, camera: true, screen: false }
    await bo.ask('accepted', { type: 'share', call, ...shares })
    await quiet()
    for (const client of [ann, bo, desk])
      expect(client.all('talking').at(-1)?.people).toMatchObject([{}, shares])
    await bo.ask('accepted', { type: 'share', call, ...shares })
    await quiet()
    expect(ann.all('talking')).toHaveLength(2)
    expect(await desk.refusal({ type: 'share', call, ...shares })).toBe('not-in-call')
  })

  it('see last how it is, although an older change is told of later', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    const release = holdNames(chat)
    const older = bo.ask('accepted', { type: 'share', call, muted: false, camera: true, screen: false })
    await quiet()
    await ann.ask('accepted', { type: 'share', call, muted: true, camera: false, screen: false })
    release()
    await older
    await quiet()
    for (const client of [ann, bo])
      expect(client.all('talking').at(-1)?.people).toMatchObject([{ muted: true }, { camera: true }])
  })

  it('see it as well where it changes while they connect', async ({ chat }) => {
    const { bo, desk, call } = await ringing(chat)
    desk.forget()
    const release = holdNames(chat)
    const welcome = chat.context.calls.welcome(desk)
    await quiet()
    await accept(bo, call)
    await quiet()
    release()
    await welcome
    expect(desk.received.map(({ type }) => type)).toEqual(['talking', 'ringing', 'talking'])
  })

  it('are back by what they share over a line that was taken for lost', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    await chat.context.calls.pair.loseAll(call, [bo.person.id])
    await quiet()
    expect(ann.all('talking').at(-1)?.people[1]).toMatchObject({ away: true })
    await bo.ask('accepted', { type: 'share', call, muted: false, camera: false, screen: false })
    await quiet()
    expect(ann.all('talking').at(-1)?.people[1]).not.toHaveProperty('away')
  })

  it('wait less for who was lost before that was found out', async ({ chat }) => {
    const { ann, bo } = await talking(chat)
    bo.lostAt = chat.clock.now() - 10_000
    await bo.vanish()
    await pass(chat, limits.callGraceMs - 10_001)
    expect(ann.all('ended')).toEqual([])
    await pass(chat, 1)
    expect(ann.all('ended')).toMatchObject([{ outcome: 'failed' }])
  })

  it('hear who is away and who is back', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    await bo.vanish()
    await quiet()
    expect(ann.all('talking').at(-1)?.people).toMatchObject([{}, { away: true }])
    expect(await ann.refusal({ type: 'signal', call, sdp })).toBe('not-there')
    await ann.ask('accepted', { type: 'signal', call })
    await pass(chat, limits.callGraceMs - 1)
    const back = await chat.client('direct', bo.person)
    expect(back.all('talking')).toHaveLength(1)
    await back.ask('accepted', { type: 'signal', call })
    await quiet()
    expect(ann.all('talking').at(-1)?.people[1]).not.toHaveProperty('away')
    expect(ann.received.slice(-2).map(({ type }) => type)).toEqual(['talking', 'signal'])
    expect(ann.all('signal')).toEqual([{ type: 'signal', call, from: bo.person.id }])
    await pass(chat, limits.callGraceMs)
    expect(ann.all('ended')).toEqual([])
    await ann.ask('accepted', { type: 'signal', call, sdp })
    expect(await back.next('signal')).toMatchObject({ sdp })
  })

  it('have failed where one does not come back', async ({ chat }) => {
    const { ann, bo, desk, call } = await talking(chat)
    await pass(chat, 12_000)
    await bo.vanish()
    await pass(chat, limits.callGraceMs)
    const ended = { call, outcome: 'failed', seconds: 12 }
    for (const client of [ann, desk]) expect(await client.next('ended')).toMatchObject(ended)
    expect(await lineOf(ann)).toMatchObject({ body: { outcome: 'failed', seconds: 12 } })
  })

  it('end it, and may call anew at once', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    await pass(chat, 65_000)
    await hangup(bo, call)
    expect(await ann.next('ended')).toMatchObject({ outcome: 'answered', seconds: 65 })
    expect(await ann.refusal({ type: 'hangup', call })).toBe('call-is-over')
    expect(await ann.refusal({ type: 'signal', call, sdp })).toBe('call-is-over')
    await lineOf(bo)
    const [entry] = await chat.context.ports.store.rooms.list(bo.person.id)
    expect(entry).toMatchObject({ unread: 0, last: { kind: 'call' } })
    expect(await callTo(bo, ann.person, 'again')).not.toBe(call)
    await pass(chat, 60_000)
    expect(await ann.refusal({ type: 'hangup', call })).toBe('unknown-call')
  })

  it('have failed where one hears nothing', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    await ann.ask('accepted', { type: 'hangup', call, failed: true })
    expect(await bo.next('ended')).toMatchObject({ outcome: 'failed' })
  })
})

describe('the line of a call', () => {
  it('is written as soon as the store takes it', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    chat.hooks.set('messages.append', outOfReach)
    await hangup(ann, call)
    expect(await bo.next('ended')).toMatchObject({ outcome: 'answered' })
    await pass(chat, 1_000)
    chat.hooks.clear()
    await pass(chat, 1_000)
    await lineOf(bo)
    await pass(chat, 5_000)
    expect(bo.all('said').filter(({ kind }) => kind === 'call')).toHaveLength(1)
  })

  it('cannot be forwarded, edited or taken back', async ({ chat }) => {
    const { ann, room, call } = await talking(chat)
    await hangup(ann, call)
    const { seq } = await lineOf(ann)
    const to = [{ room }]
    expect(await ann.refusal({ type: 'forward', id: 'f', of: [{ room, seq }], to })).toBe(
      'cannot-be-forwarded',
    )
    expect(await ann.refusal({ type: 'edit', id: 'e', room, seq, body: 'x' })).toBe('not-a-text')
    expect(await ann.refusal({ type: 'recall', room, seq })).toBe('not-yours')
    await ann.ask('accepted', { type: 'react', id: 'r', room, seq, emoji: '👍', on: true })
    await ann.ask('accepted', { type: 'pin', id: 'p', room, seq, on: true })
  })

  it('is written at the end of the server, which ends its calls', async ({ chat }) => {
    const { ann, bo, room, call } = await ringing(chat)
    await accept(bo, call)
    await pass(chat, 3_000)
    await chat.context.calls.finish()
    const ended = { type: 'ended', call, room, outcome: 'failed', seconds: 3 }
    for (const client of [ann, bo]) expect(await client.next('ended')).toEqual(ended)
    expect(await lineOf(bo)).toMatchObject({ body: { outcome: 'failed', seconds: 3 } })
  })
})
