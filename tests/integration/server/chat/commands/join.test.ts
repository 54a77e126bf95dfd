import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { forget, group, people } from '../scenes'

describe('joining by code', () => {
  it('makes one a member, in capitals or not, and tells those who are there', async ({ chat }) => {
    const { room, code, people: all } = await group(chat, 'ann')
    const [ann] = all
    await ann.enter(room)
    await ann.say(room, 'before')
    const [bo] = await people(chat, 'group', 'bo')
    const card = await bo.ask('room', { type: 'join', code: code.toLowerCase() })
    expect(card.room).toMatchObject({
      id: room,
      role: 'member',
      members: 2,
      top: 1,
      read: 1,
      unread: 0,
      code,
    })
    expect(await ann.next('member')).toEqual({ type: 'member', room, person: bo.person, role: 'member' })
  })

  it('takes the code in full-width letters and in groups, as Chinese keyboards and people give it', async ({
    chat,
  }) => {
    const { room, code } = await group(chat, 'ann')
    const [bo] = await people(chat, 'group', 'bo')
    const wide = code.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    const typed = `${wide.slice(0, 4)}　${wide.slice(4)}`
    expect((await bo.ask('room', { type: 'join', code: typed })).room).toMatchObject({ id: room })
  })

  it('tells one’s other devices, which hear of the room from then on', async ({ chat }) => {
    const { room, code, people: all } = await group(chat, 'ann')
    const [ann] = all
    const [bo] = await people(chat, 'group', 'bo')
    const desk = await chat.client('group', bo.person)
    await bo.ask('room', { type: 'join', code })
    expect((await desk.next('room')).room).toMatchObject({ id: room, role: 'member' })
    await ann.enter(room)
    await ann.say(room, 'hello')
    expect((await desk.next('news')).last.body).toBe('hello')
  })

  it('twice gets the room again, and is told once', async ({ chat }) => {
    const { room, code, people: all } = await group(chat, 'ann')
    await all[0].enter(room)
    const [bo] = await people(chat, 'group', 'bo')
    const first = await bo.ask('room', { type: 'join', code })
    expect(await bo.ask('room', { type: 'join', code })).toEqual(first)
    await quiet()
    expect(all[0].all('member')).toHaveLength(1)
  })

  it('does not enter', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo')
    expect(await all[1].refusal({ type: 'leave', room })).toBe('not-entered')
  })
})

describe('joining is refused', () => {
  it('with a code that no room has', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    expect(await ann.refusal({ type: 'join', code: 'AAAAAAAA' })).toBe('unknown-code')
  })

  it('after twenty tries at once, until some time has passed', async ({ chat }) => {
    const { code } = await group(chat, 'ann')
    const [bo] = await people(chat, 'group', 'bo')
    for (let tries = 0; tries < 20; tries += 1) await bo.refusal({ type: 'join', code: 'AAAAAAAA' })
    expect(await bo.perform({ type: 'join', code })).toEqual({ refused: 'too-fast', retryAfter: 2_000 })
    chat.clock.pass(2_000)
    expect(await bo.ask('room', { type: 'join', code })).toBeDefined()
  })

  it('when the room has two thousand members', async ({ chat }) => {
    const { room, code } = await group(chat, 'ann')
    const { rooms } = chat.context.ports.store
    const others = Array.from({ length: limits.membersPerRoom - 1 }, (_, at) => `p${at}`)
    await Promise.all(others.map((one) => rooms.join(room, one, 1, limits.membersPerRoom)))
    const [bo] = await people(chat, 'group', 'bo')
    expect(await bo.refusal({ type: 'join', code })).toBe('room-full')
    await rooms.quit(room, 'p0')
    expect(await bo.ask('room', { type: 'join', code })).toMatchObject({ room: { members: 2_000 } })
  })

  it('to a person who has two hundred rooms, but not for one of them', async ({ chat }) => {
    const { code, people: all } = await group(chat, 'ann')
    const [ann] = all
    const [bo] = await people(chat, 'group', 'bo')
    for (let n = 0; n < limits.roomsPerPerson; n += 1)
      await bo.ask('room', { type: 'create', id: `c${n}`, name: 'Tea' })
    expect(await bo.refusal({ type: 'join', code })).toBe('too-many-rooms')
    expect(await ann.ask('room', { type: 'join', code })).toMatchObject({ room: { role: 'owner' } })
    await forget(bo)
  })
})
