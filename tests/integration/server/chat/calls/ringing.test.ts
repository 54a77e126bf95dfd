import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { limits } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { pair, people } from '../scenes'
import { accept, callTo, hangup, lineOf, pass, ringing, talking } from './scene'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const voice = { type: 'call', media: 'voice' } as const

describe('a call', () => {
  it('rings on every device of the other one, and on those that connect meanwhile', async ({ chat }) => {
    const { ann, bo, desk, room, call } = await ringing(chat)
    const rings = { type: 'ringing', call, room, from: ann.person, media: 'voice', ms: limits.ringMs }
    for (const client of [bo, desk]) expect(client.all('ringing')).toEqual([rings])
    await pass(chat, 5_000)
    const late = await chat.client('direct', bo.person)
    expect(late.all('ringing')).toEqual([{ ...rings, ms: limits.ringMs - 5_000 }])
    const group = await chat.client('group', bo.person)
    expect([...ann.all('ringing'), ...group.all('ringing')]).toEqual([])
  })

  it('is taken by the first device that accepts; the others fall silent', async ({ chat }) => {
    const { ann, bo, desk, room, call } = await ringing(chat)
    await accept(bo, call)
    await quiet()
    const talker = (person: object) => ({ person, muted: false, camera: false, screen: false })
    const people = [talker(ann.person), talker(bo.person)]
    const told = { type: 'talking', call, room, media: 'voice', since: chat.clock.now(), people }
    for (const client of [ann, bo, desk]) expect(client.all('talking')).toEqual([told])
    expect(await desk.refusal({ type: 'answer', call, with: 'accept' })).toBe('answered-elsewhere')
    expect(await desk.refusal({ type: 'answer', call, with: 'decline' })).toBe('answered-elsewhere')
    await accept(bo, call)
    await quiet()
    expect(bo.all('talking')).toHaveLength(1)
  })

  it('is missed when nobody answers, and unread', async ({ chat }) => {
    const { ann, bo, desk, room, call } = await ringing(chat)
    await pass(chat, limits.ringMs - 1)
    expect(bo.all('ended')).toEqual([])
    await pass(chat, 1)
    for (const client of [ann, bo, desk])
      expect(client.all('ended')).toEqual([{ type: 'ended', call, room, outcome: 'missed', seconds: 0 }])
    const line = await lineOf(bo)
    expect(line).toMatchObject({ id: `call/${call}`, from: ann.person })
    expect(line.body).toEqual({ media: 'voice', outcome: 'missed', seconds: 0 })
    expect((await lineOf(ann)).seq).toBe(line.seq)
    const unread = async (person: string) => (await chat.context.ports.store.rooms.list(person))[0]?.unread
    expect([await unread(bo.person.id), await unread(ann.person.id)]).toEqual([1, 0])
    expect(await bo.refusal({ type: 'answer', call, with: 'accept' })).toBe('call-is-over')
  })

  it('is declined, cancelled or busy for all devices', async ({ chat }) => {
    const { ann, bo, desk, room, call: first } = await ringing(chat)
    await hangup(ann, first)
    const ends = [
      ['declined', (call: string) => bo.ask('accepted', { type: 'answer', call, with: 'decline' })],
      ['declined', (call: string) => hangup(desk, call)],
      ['busy', (call: string) => desk.ask('accepted', { type: 'answer', call, with: 'busy' })],
      ['cancelled', (call: string) => hangup(ann, call)],
    ] as const
    for (const [at, [outcome, end]] of ends.entries()) {
      const call = await callTo(ann, bo.person, `again${at}`)
      await end(call)
      for (const client of [ann, bo, desk]) await client.next('ended', (ended) => ended.call === call)
      const ended = { type: 'ended', call, room, outcome, seconds: 0 }
      for (const client of [ann, bo, desk]) expect(client.all('ended').at(-1)).toEqual(ended)
    }
  })

  it('connects two who call one another', async ({ chat }) => {
    const { ann, bo, call } = await ringing(chat)
    expect(await callTo(bo, ann.person)).toBe(call)
    await quiet()
    expect(ann.all('talking')[0]?.people.map(({ person }) => person)).toEqual([ann.person, bo.person])
    expect(ann.all('ringing')).toEqual([])
  })

  it('of two at the very same moment is one call', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    const [one, other] = await Promise.all([callTo(ann, bo.person), callTo(bo, ann.person)])
    expect(one).toBe(other)
    expect((await ann.next('talking')).call).toBe(one)
  })

  it('to somebody in a call is answered for them: they are busy', async ({ chat }) => {
    const { ann, bo } = await talking(chat)
    const [cat] = await people(chat, 'direct', 'cat')
    const { link } = await cat.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
    const { room } = await bo.ask('connected', { type: 'connect', link })
    await cat.enter(room)
    bo.forget()
    const call = await callTo(cat, bo.person)
    expect(await cat.next('ended')).toEqual({ type: 'ended', call, room, outcome: 'busy', seconds: 0 })
    expect(await lineOf(cat)).toMatchObject({ body: { outcome: 'busy' } })
    expect([bo.all('ringing'), ann.all('ended')]).toEqual([[], []])
    expect(await bo.refusal({ ...voice, id: 'n', to: cat.person.id })).toBe('in-a-call')
  })

  it('is refused to whom one may not call', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    const [eve] = await people(chat, 'direct', 'eve')
    expect(await ann.refusal({ ...voice, id: 'a', to: ann.person.id })).toBe('yourself')
    expect(await ann.refusal({ ...voice, id: 'b', to: eve.person.id })).toBe('not-a-contact')
    expect(await ann.refusal({ ...voice, id: 'c', to: 'nobody' })).toBe('unknown-room')
    expect(await ann.refusal({ ...voice, id: 'd', to: room })).toBe('unknown-room')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await ann.refusal({ ...voice, id: 'e', to: bo.person.id })).toBe('blocked')
  })

  it('is nobody else’s', async ({ chat }) => {
    const { call } = await talking(chat)
    const [eve] = await people(chat, 'direct', 'eve')
    const shares = { muted: true, camera: false, screen: false }
    for (const frame of [
      { type: 'answer', call, with: 'accept' },
      { type: 'hangup', call },
      { type: 'signal', call },
      { type: 'share', call, ...shares },
      { type: 'hangup', call: 'lobby.nothing' },
    ] as const)
      expect(await eve.refusal(frame)).toBe('unknown-call')
  })

  it('by the same frame again is the same call, by a new connection too', async ({ chat }) => {
    const { ann, bo, call } = await ringing(chat)
    await ann.vanish()
    const back = await chat.client('direct', ann.person)
    expect(await callTo(back, bo.person)).toBe(call)
    expect(bo.all('ringing')).toHaveLength(1)
    expect(await back.refusal({ ...voice, id: 'other', to: bo.person.id })).toBe('in-a-call')
  })

  it('by too many frames has to wait', async ({ chat }) => {
    const { ann, bo } = await ringing(chat)
    const codes: string[] = []
    for (let at = 0; at < 10; at += 1)
      codes.push(await ann.refusal({ ...voice, id: `c${at}`, to: bo.person.id }))
    expect(codes).toEqual([...Array(9).fill('in-a-call'), 'too-fast'])
  })

  it('that is overdue, for nobody was there, is ended and written when one of the two connects', async ({
    chat,
  }) => {
    const { ann, bo, desk, room } = await ringing(chat)
    for (const client of [ann, bo, desk]) await client.vanish()
    // As if the server had been away meanwhile: no timer runs.
    chat.clock.pass(limits.ringMs)
    const back = await chat.client('direct', bo.person)
    expect(await back.next('ended')).toMatchObject({ outcome: 'missed' })
    const { messages } = await back.enter(room)
    expect(messages[0] ?? (await lineOf(back))).toMatchObject({ kind: 'call', body: { outcome: 'missed' } })
    expect(back.all('ringing')).toEqual([])
  })

  it('whose caller is gone is missed after the grace', async ({ chat }) => {
    const { ann, bo } = await ringing(chat)
    await ann.vanish()
    await pass(chat, limits.callGraceMs)
    expect(await bo.next('ended')).toMatchObject({ outcome: 'missed' })
  })
})

describe('who is blocked', () => {
  it('hears it ring for nobody, and has the line alone', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    await quiet()
    bo.forget()
    const call = await callTo(ann, bo.person)
    const late = await chat.client('direct', bo.person)
    expect(await bo.refusal({ type: 'answer', call, with: 'accept' })).toBe('unknown-call')
    await pass(chat, limits.ringMs)
    expect(await ann.next('ended')).toMatchObject({ call, outcome: 'missed' })
    expect(await lineOf(ann)).toMatchObject({ body: { outcome: 'missed' } })
    await quiet()
    for (const client of [bo, late]) expect([client.all('ringing'), client.all('ended')]).toEqual([[], []])
    expect(bo.all('said').map(({ kind }) => kind)).toEqual(['withheld'])
    const [entry] = await chat.context.ports.store.rooms.list(bo.person.id)
    expect(entry).toMatchObject({ room: { id: room }, unread: 0 })
  })

  it('finds nobody busy', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    const [cat] = await people(chat, 'direct', 'cat')
    const { link } = await cat.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
    await bo.ask('connected', { type: 'connect', link })
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    await accept(bo, await callTo(cat, bo.person))
    await callTo(ann, bo.person)
    await quiet()
    expect(ann.all('ended')).toEqual([])
  })

  it('has no call any more', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    await pass(chat, 7_000)
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    const ended = { call, outcome: 'answered', seconds: 7 }
    for (const client of [ann, bo]) expect(await client.next('ended')).toMatchObject(ended)
    expect(await lineOf(bo)).toMatchObject({ from: ann.person, body: { outcome: 'answered' } })
  })
})
