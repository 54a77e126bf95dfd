import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { fullGroup, pair, people } from '../scenes'

describe('typing', () => {
  it('is told to the others in the room, without an answer', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    expect(await ann.perform({ type: 'typing', room })).toBeUndefined()
    expect(await bo.next('typing')).toEqual({ type: 'typing', room, person: ann.person })
    expect(ann.all('typing')).toEqual([])
  })

  it('is told once a second', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    for (const pause of [0, 999, 1, 500, 500]) {
      chat.clock.pass(pause)
      await ann.perform({ type: 'typing', room })
    }
    await quiet()
    expect(bo.all('typing')).toHaveLength(3)
  })

  it('is not told where more than fifty people are', async ({ chat }) => {
    const [ann, ...others] = await people(chat, 'group', 'ann', ...Array(limits.typingAudience).fill('other'))
    for (const one of others) await one?.enter(lobby)
    await ann?.enter(lobby)
    await ann?.perform({ type: 'typing', room: lobby })
    await quiet()
    expect(others[0]?.all('typing')).toEqual([])

    await others.at(-1)?.ask('left', { type: 'leave', room: lobby })
    await ann?.perform({ type: 'typing', room: lobby })
    await quiet()
    expect(others[0]?.all('typing')).toHaveLength(1)
  })

  it('is not told between two of whom one has blocked the other', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await quiet()
    await bo.perform({ type: 'typing', room })
    await quiet()
    expect(ann.all('typing')).toEqual([])
  })

  it('is refused outside of the room', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    expect(await ann.refusal({ type: 'typing', room: lobby })).toBe('not-entered')
  })
})
