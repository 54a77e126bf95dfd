import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import { pageOf } from '../../../../server/chat/history'
import { it, quiet, type TestChat } from '../../../support/chat'
import { barrier, outOfReach } from '../../../support/hooked-store'
import type { TestClient } from '../../../support/test-client'
import { forget, fullGroup, pair } from './scenes'

const thumb = '👍'
let frames = 0
/** A frame that puts an emoji on a message, or takes it off. */
function reaction(room: string, seq: number, emoji = thumb, on = true) {
  frames += 1
  return { type: 'react', id: `f${frames}`, room, seq, emoji, on } as const
}
const react = (client: TestClient, room: string, seq: number, emoji = thumb, on = true) =>
  client.ask('accepted', reaction(room, seq, emoji, on))
const pin = (room: string, seq: number, on = true, id = `p${seq}`) =>
  ({ type: 'pin', id, room, seq, on }) as const
const seen = async (client: TestClient, room: string, { context }: TestChat) => {
  const page = await pageOf(room, client.person.id, {}, context.ports)
  return page?.messages.find(({ seq }) => seq === 1)?.reactions
}

describe('a reaction', () => {
  it('of 200 people who put five emojis each brings everybody a handful of frames', async ({ chat }) => {
    const names = Array.from({ length: 200 }, (_, at) => `p${at}`)
    const { room, people } = await fullGroup(chat, 'ann', ...names)
    const [ann] = people
    await ann.say(room, 'tea?')
    await forget(...people)
    const emojis = ['👍', '🍵', '😀', '🎉', '❤️']
    await Promise.all(people.slice(1).flatMap((one) => emojis.map((emoji) => react(one, room, 1, emoji))))
    await quiet()
    for (const one of people) expect(one.all('said').length).toBeLessThanOrEqual(5)
    const counts = emojis.map((emoji) => ({ emoji, count: 200 }))
    expect((await seen(ann, room, chat))?.counts).toEqual(counts)
    expect(ann.all('said').at(-1)?.body).toMatchObject({ counts })
  })

  it('that is refused holds up none of those that were gathered with it', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'tea?')
    const animals = Array.from({ length: limits.reactionEmojis }, (_, at) =>
      String.fromCodePoint(0x1f400 + at),
    )
    await Promise.all(animals.map((emoji) => react(ann, room, 1, emoji)))
    const both = [bo.perform(reaction(room, 1)), bo.perform(reaction(room, 1, animals[0]))]
    expect(await Promise.all(both)).toMatchObject([{ refused: 'too-many-reactions' }, { type: 'accepted' }])
  })

  it('is told by the next one when the process died before its line', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'tea?')
    chat.hooks.set('messages.append', outOfReach)
    await expect(ann.perform(reaction(room, 1))).rejects.toThrow('out of reach')
    chat.hooks.delete('messages.append')
    const { seq } = await react(bo, room, 1)
    const said = await ann.next('said', (one) => one.seq === seq)
    const changed = [ann, bo].map(({ person }) => ({ person: person.id, emoji: thumb, on: true }))
    expect(said).toMatchObject({ from: ann.person, body: { counts: [{ emoji: thumb, count: 2 }], changed } })
    expect(await react(ann, room, 1)).toMatchObject({ seq })
  })

  it('that waits for its second is told when the server ends', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'tea?')
    await react(ann, room, 1)
    const waiting = react(bo, room, 1)
    await chat.context.reactions.finish()
    expect(await waiting).toMatchObject({ seq: 3 })
    expect(await react(bo, room, 1, '🍵')).toMatchObject({ seq: 4 })
  })

  it('on a message that is taken back at the same moment shows nowhere', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'tea?')
    const held = barrier()
    chat.hooks.set('marks.react', held.before)
    const reacting = react(bo, room, 1)
    await held.reached
    await ann.ask('accepted', { type: 'recall', id: 'r', room, seq: 1 })
    held.open()
    await reacting
    expect(await seen(bo, room, chat)).toBeUndefined()
    expect((await bo.enter(room)).messages[0]).not.toHaveProperty('reactions')
  })
})

describe('a pin', () => {
  it('of a message that is taken back at the same moment does not stay', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'tea?')
    const held = barrier()
    chat.hooks.set('marks.pin', held.before)
    const pinning = bo.ask('accepted', pin(room, 1))
    await held.reached
    chat.hooks.delete('marks.pin')
    await ann.ask('accepted', { type: 'recall', id: 'r', room, seq: 1 })
    held.open()
    await pinning
    await quiet()
    expect((await ann.enter(room)).pinned?.seqs).toEqual([])
  })

  it('is said by the repeat when the process died before its line', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'tea?')
    chat.hooks.set('messages.append', outOfReach)
    await expect(bo.perform(pin(room, 1))).rejects.toThrow('out of reach')
    chat.hooks.delete('messages.append')
    expect(await bo.ask('accepted', pin(room, 1))).toMatchObject({ seq: 2 })
    expect((await ann.enter(room)).pinned).toEqual({ version: 1, seqs: [1] })
  })
})

describe('who is blocked', () => {
  it('is answered as ever when they react or pin, and it is kept for nobody', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.say(room, 'tea?')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await forget(ann, bo)
    expect(await react(bo, room, 1)).toMatchObject({ seq: 2 })
    expect(await bo.ask('accepted', pin(room, 1))).toMatchObject({ seq: 3 })
    expect(await bo.refusal(reaction(room, 9))).toBe('unknown-message')
    await quiet()
    const heard = ann.all('said').map(({ kind }) => kind)
    expect(heard).toEqual(['withheld', 'withheld'])
    for (const one of [ann, bo]) {
      expect(await seen(one, room, chat)).toBeUndefined()
      const { pinned, messages } = await one.enter(room)
      expect(pinned).toBeUndefined()
      expect(messages[0]).toMatchObject({ kind: 'text', body: 'tea?' })
    }
    for (const frame of [reaction(room, 1), pin(room, 1)]) expect(await ann.refusal(frame)).toBe('blocked')
  })

  it('can react for themselves alone to what they said then', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await bo.say(room, 'are you there?')
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    expect(await ann.refusal(reaction(room, 1))).toBe('unknown-message')
    await react(bo, room, 1)
    expect(await seen(bo, room, chat)).toMatchObject({ mine: [thumb] })
    expect((await bo.enter(room)).messages[0]?.reactions).toMatchObject({ mine: [thumb] })
    expect(await seen(ann, room, chat)).toBeUndefined()
    expect(JSON.stringify((await ann.enter(room)).messages)).not.toContain(thumb)
  })
})
