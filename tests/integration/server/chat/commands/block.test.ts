import { describe, expect } from 'vitest'
import { it, quiet } from '../../../../support/chat'
import { forget, pair, people } from '../scenes'

describe('blocking', () => {
  it('is told to one’s own devices, and not to the other one', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const desk = await chat.client('direct', ann.person)
    const answer = await ann.ask('blocked', { type: 'block', person: bo.person.id })
    expect(answer).toEqual({ type: 'blocked', person: bo.person.id, blocked: true })
    expect(await desk.next('blocked')).toEqual(answer)
    await quiet()
    expect(bo.received).toEqual([])
  })

  it('withdraws one’s own invitation to the other one, and no other', async ({ chat }) => {
    const [ann, bo, cy] = await people(chat, 'direct', 'ann', 'bo', 'cy')
    const { link } = await ann.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
    const other = await ann.ask('asked', { type: 'link', id: 'l2', to: cy.person.id })
    await forget(ann, bo, cy)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await bo.next('unlinked')).toEqual({ type: 'unlinked', link, peer: ann.person })
    expect(await bo.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    expect(await cy.ask('connected', { type: 'connect', link: other.link })).toBeDefined()
  })

  it('twice is fine, and so is taking back what was never there', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const blocked = (type: 'block' | 'unblock') => ann.ask('blocked', { type, person: bo.person.id })
    expect(await blocked('unblock')).toMatchObject({ blocked: false })
    await blocked('block')
    expect(await blocked('block')).toMatchObject({ blocked: true })
    expect(await chat.context.ports.store.links.blockedBy(ann.person.id)).toEqual([bo.person.id])
    expect(await blocked('unblock')).toMatchObject({ blocked: false })
    expect(await chat.context.ports.store.links.blockedBy(ann.person.id)).toEqual([])
  })

  it('each other lasts until both have taken it back', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    expect(await bo.refusal({ type: 'say', id: 'm', room, kind: 'text', body: 'x' })).toBe('blocked')
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    expect(await bo.refusal({ type: 'say', id: 'm', room, kind: 'text', body: 'x' })).toBe('blocked')
    await bo.ask('blocked', { type: 'unblock', person: ann.person.id })
    await quiet()
    expect(await ann.say(room, 'hello')).toMatchObject({ seq: 1 })
    expect(await bo.next('said')).toMatchObject({ body: 'hello' })
  })

  it('of who has blocked one as well changes nothing that either sees', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await forget(ann, bo)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    await quiet()
    expect([...ann.received, ...bo.received]).toEqual([])
  })
})

describe('a block that lands while the room is read', () => {
  it('counts from then on', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    for (const one of [ann, bo]) await one.ask('left', { type: 'leave', room })
    chat.hooks.set('messages.before', async (call) => {
      await ann.ask('blocked', { type: 'block', person: bo.person.id })
      await quiet()
      return call()
    })
    await bo.enter(room)
    await bo.say(room, 'x')
    await quiet()
    expect((await ann.enter(room)).messages).toMatchObject([{ kind: 'withheld', body: '' }])
  })
})

it.for(['block', 'unblock'] as const)('%s is refused for oneself, and for nobody', async (type, { chat }) => {
  const [ann] = await people(chat, 'direct', 'ann')
  expect(await ann.refusal({ type, person: ann.person.id })).toBe('yourself')
  expect(await ann.refusal({ type, person: 'nobody' })).toBe('unknown-person')
})
