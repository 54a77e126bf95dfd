import { describe, expect } from 'vitest'
import { it, quiet } from '../../../../support/chat'
import { fullGroup, pair } from '../scenes'

describe('leaving', () => {
  it('takes the client out, and keeps the membership', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    expect(await bo.ask('left', { type: 'leave', room })).toEqual({ type: 'left', room, person: bo.person })
    await ann.say(room, 'unheard')
    await quiet()
    expect([bo.heard, ann.all('left')]).toEqual([[], []])
    expect(await bo.enter(room)).toMatchObject({ top: 1 })
  })

  it('a talk tells the other one at once', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await bo.ask('left', { type: 'leave', room })
    expect(await ann.next('left')).toEqual({ type: 'left', room, person: bo.person })
  })

  it('a talk with one of two devices tells nobody', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    const desk = await chat.client('direct', bo.person)
    await desk.enter(room)
    await bo.ask('left', { type: 'leave', room })
    await quiet()
    expect(ann.all('left')).toEqual([])
    await desk.ask('left', { type: 'leave', room })
    expect(await ann.next('left')).toMatchObject({ person: bo.person })
  })

  it('is refused to a client that is not there', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann')
    const [ann] = people
    await ann.ask('left', { type: 'leave', room })
    expect(await ann.refusal({ type: 'leave', room })).toBe('not-entered')
    expect(await ann.refusal({ type: 'leave', room: 'nowhere' })).toBe('not-entered')
  })
})
