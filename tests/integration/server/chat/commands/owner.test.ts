import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import { it, quiet, type TestChat } from '../../../../support/chat'
import type { TestClient } from '../../../../support/test-client'
import { forget, fullGroup, group, people } from '../scenes'

const ownersOnly = ['rename', 'recode', 'appoint', 'remove', 'barred', 'allow', 'dissolve'] as const

describe.each(ownersOnly)('%s is refused', (type) => {
  /** Tries it on a room, with the fields of all of them: each reads its own. */
  const attempt = (client: TestClient, room: string, person: string) =>
    client.refusal({ type, room, person, name: 'New name' } as never)

  it('to a member, who changes nothing by trying', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo', 'cy')
    const before = await state(chat, room)
    expect(await attempt(all[1], room, all[2].person.id)).toBe('not-the-owner')
    expect(await state(chat, room)).toEqual(before)
  })

  it('to a stranger, as if there were no room', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo')
    const [cy] = await people(chat, 'group', 'cy')
    expect(await attempt(cy, room, all[1].person.id)).toBe('unknown-room')
    expect(await attempt(cy, 'nowhere', all[1].person.id)).toBe('unknown-room')
  })

  it('in the lobby', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'group', 'ann', 'bo')
    await ann.enter(lobby)
    await bo.enter(lobby)
    expect(await attempt(ann, lobby, bo.person.id)).toBe('lobby-is-open')
  })
})

async function state({ context }: TestChat, room: string) {
  const { rooms } = context.ports.store
  return [await rooms.get(room), await rooms.members(room, undefined, 10)]
}

describe('another name', () => {
  it('is seen by everyone, and tidied', async ({ chat }) => {
    const { room, code, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    const answer = await ann.ask('room', { type: 'rename', room, name: ' Coffee house' })
    expect(answer.room).toMatchObject({ id: room, name: 'Coffee house', code, members: 2 })
    expect(await bo.next('renamed')).toEqual({ type: 'renamed', room, name: 'Coffee house', code })
    await quiet()
    expect(ann.all('renamed')).toEqual([])
  })
})

describe('another code', () => {
  it('opens the room, and the old one does not', async ({ chat }) => {
    const { room, code, people: all } = await fullGroup(chat, 'ann', 'cy')
    const answer = await all[0].ask('room', { type: 'recode', room })
    expect(await all[1].next('renamed')).toMatchObject({ room, code: answer.room.code })
    const [bo] = await people(chat, 'group', 'bo')
    expect(await bo.refusal({ type: 'join', code })).toBe('unknown-code')
    expect(await bo.ask('room', { type: 'join', code: answer.room.code ?? '' })).toMatchObject({
      room: { id: room },
    })
  })

  it('is another one when another room has the first', async ({ chat }) => {
    const { room, code, people: both } = await group(chat, 'ann')
    let tries = 0
    chat.hooks.set('rooms.update', (call) => {
      tries += 1
      return tries < 3 ? Promise.resolve({ codeTaken: true }) : call()
    })
    const answer = await both[0].ask('room', { type: 'recode', room })
    expect([answer.room.code === code, tries]).toEqual([false, 3])
  })
})

describe('another owner', () => {
  it('is the one that the owner appoints, who is a member from then on', async ({ chat }) => {
    const { room, people: all } = await fullGroup(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    const answer = await ann.ask('member', { type: 'appoint', room, person: bo.person.id })
    expect(answer).toEqual({ type: 'member', room, person: bo.person, role: 'owner' })
    await quiet()
    const told = (one: TestClient) => one.all('member').map(({ person, role }) => [person.name, role])
    expect(told(cy)).toEqual([
      ['ann', 'member'],
      ['bo', 'owner'],
    ])
    expect((await bo.next('room')).room).toMatchObject({ id: room, role: 'owner' })
    expect(await ann.refusal({ type: 'recode', room })).toBe('not-the-owner')
    expect(await bo.ask('room', { type: 'recode', room })).toMatchObject({ room: { role: 'owner' } })
  })

  it('is neither oneself nor somebody who is no member', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann')
    const [ann] = both
    const [cy] = await people(chat, 'group', 'cy')
    expect(await ann.refusal({ type: 'appoint', room, person: ann.person.id })).toBe('yourself')
    expect(await ann.refusal({ type: 'appoint', room, person: cy.person.id })).toBe('not-a-member')
    expect(await ann.refusal({ type: 'appoint', room, person: 'nobody' })).toBe('not-a-member')
  })
})

describe('somebody who is removed', () => {
  it('is out at once on every device, is told why, and hears nothing more', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    const desk = await chat.client('group', bo.person)
    const answer = await ann.ask('member', { type: 'remove', room, person: bo.person.id })
    expect(answer).toEqual({ type: 'member', room, person: bo.person, role: 'none' })
    for (const one of [bo, desk])
      expect(await one.next('gone')).toEqual({ type: 'gone', room, reason: 'removed' })
    await forget(bo, desk)
    await ann.say(room, 'without him')
    await quiet()
    expect([bo.received, desk.received, bo.entered.size, desk.watched.size]).toEqual([[], [], 0, 0])
    expect(await bo.refusal({ type: 'enter', room })).toBe('unknown-room')
  })

  it('may not join again, whatever code they know, until the owner lets them', async ({ chat }) => {
    const { room, code, people: all } = await group(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    await ann.ask('member', { type: 'remove', room, person: bo.person.id })
    expect(await bo.refusal({ type: 'join', code })).toBe('barred')
    const renewed = (await ann.ask('room', { type: 'recode', room })).room.code ?? ''
    expect(await bo.refusal({ type: 'join', code: renewed })).toBe('barred')
    expect(await bo.refusal({ type: 'join', code })).toBe('unknown-code')
    expect(await bo.refusal({ type: 'history', room })).toBe('unknown-room')

    await ann.ask('member', { type: 'appoint', room, person: cy.person.id })
    const list = await cy.ask('barred', { type: 'barred', room })
    expect(list).toEqual({ type: 'barred', room, people: [bo.person], more: false })
    const desk = await chat.client('group', cy.person)
    for (let times = 0; times < 2; times += 1) {
      const answer = await cy.ask('allowed', { type: 'allow', room, person: bo.person.id })
      expect(answer).toEqual({ type: 'allowed', room, person: bo.person.id })
      expect(await desk.next('allowed')).toEqual(answer)
    }
    expect((await cy.ask('barred', { type: 'barred', room })).people).toEqual([])
    await bo.ask('room', { type: 'join', code: renewed })
    expect(await bo.enter(room)).toMatchObject({ room })
  })

  it('is told to be out by joining in the very moment of the removal', async ({ chat }) => {
    const { room, code, people: both } = await group(chat, 'ann', 'bo')
    const [ann, bo] = both
    let late = ''
    chat.hooks.set('rooms.quit', async (call) => {
      await call()
      late = await bo.refusal({ type: 'join', code })
    })
    await ann.ask('member', { type: 'remove', room, person: bo.person.id })
    expect(late).toBe('barred')
  })

  it('does not come in again by a device that joined at the same time', async ({ chat }) => {
    const { room, code, people: both } = await group(chat, 'ann')
    const [ann] = both
    const [bo] = await people(chat, 'group', 'bo')
    const phone = await chat.client('group', bo.person)
    chat.hooks.set('rooms.isBarred', async (call) => {
      const answer = await call()
      chat.hooks.delete('rooms.isBarred')
      await phone.ask('room', { type: 'join', code })
      await ann.ask('member', { type: 'remove', room, person: bo.person.id })
      return answer
    })
    expect(await bo.refusal({ type: 'join', code })).toBe('barred')
    expect(await bo.refusal({ type: 'history', room })).toBe('unknown-room')
  })

  it('comes page by page in the owner’s list', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann')
    const ids = Array.from({ length: limits.pageMembers + 1 }, (_, at) => `p${1_000 + at}`)
    for (const id of ids) await chat.context.ports.store.rooms.bar(room, id)
    const first = await both[0].ask('barred', { type: 'barred', room })
    expect([first.people.length, first.more]).toEqual([limits.pageMembers, true])
    const after = first.people.at(-1)?.id ?? ''
    const second = await both[0].ask('barred', { type: 'barred', room, after })
    expect([...first.people, ...second.people].map(({ id }) => id)).toEqual(ids)
    expect(second.more).toBe(false)
  })

  it('is neither oneself nor somebody who is no member', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann')
    const [ann] = both
    const [cy] = await people(chat, 'group', 'cy')
    expect(await ann.refusal({ type: 'remove', room, person: ann.person.id })).toBe('yourself')
    expect(await ann.refusal({ type: 'remove', room, person: cy.person.id })).toBe('not-a-member')
    expect(await ann.refusal({ type: 'remove', room, person: 'nobody' })).toBe('not-a-member')
  })
})

describe('a room that is dissolved', () => {
  it('is gone for every member with all it held', async ({ chat }) => {
    const { room, code, people: all } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = all
    const [cy] = await people(chat, 'group', 'cy')
    await cy.ask('room', { type: 'join', code })
    const away = await chat.client('group', cy.person)
    await ann.say(room, 'secret')
    const gone = { type: 'gone', room, reason: 'dissolved' }
    expect(await ann.ask('gone', { type: 'dissolve', room })).toEqual(gone)
    for (const one of [bo, cy, away]) expect(await one.next('gone')).toEqual(gone)

    await quiet()
    const { store } = chat.context.ports
    expect([await store.rooms.get(room), await store.messages.top(room)]).toEqual([undefined, 0])
    expect([ann, bo, cy].map(({ entered, watched }) => entered.size + watched.size)).toEqual([0, 0, 0])
    expect(chat.context.hubs.get(room)).toBeUndefined()
    expect(await bo.refusal({ type: 'enter', room })).toBe('unknown-room')
  })
})
