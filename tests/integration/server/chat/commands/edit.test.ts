import { describe, expect } from 'vitest'
import { limits, type Message } from '#protocol'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { outOfReach } from '../../../../support/hooked-store'
import type { TestClient } from '../../../../support/test-client'
import { upTo } from '../../../../unit/server/chat/live/lines'
import { forget, fullGroup, group, pair } from '../scenes'

/** Its id says nothing of its words, for a test looks for those everywhere. */
const edit = (room: string, seq: number, body: string, id = Buffer.from(body).toString('hex')) =>
  ({ type: 'edit', id, room, seq, body }) as const

/** What there is of a room, by each way in which it is given out. */
async function pages(chat: TestChat, client: TestClient, room: string): Promise<Message[][]> {
  const desk = await chat.client(client.port, client.person)
  const { messages: live } = await desk.enter(room)
  const { messages } = await desk.ask('page', { type: 'history', room, after: 0 })
  const { messages: resumed } = await desk.enter(room, 0)
  await desk.vanish()
  return [live, messages, resumed]
}

/** Nobody is in the room for a moment: what is known of it is read from the store again. */
async function restLive(room: string, ...clients: TestClient[]): Promise<void> {
  for (const client of clients) await client.ask('left', { type: 'leave', room })
}

describe('editing', () => {
  it('gives a text other words for everybody, in order', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'tee')
    expect(await bo.ask('accepted', edit(room, 1, 'tea'))).toMatchObject({ room, seq: 2 })
    expect(await ann.next('said', ({ kind }) => kind === 'edit')).toMatchObject({
      ...{ seq: 2, from: bo.person, body: { seq: 1, text: 'tea' } },
    })
    const expected = [
      { seq: 1, kind: 'text', body: 'tea', edited: 2, from: bo.person },
      { seq: 2, kind: 'edit', body: { seq: 1, text: 'tea' } },
    ]
    for (const messages of await pages(chat, ann, room)) expect(messages).toMatchObject(expected)
    await restLive(room, ann, bo)
    for (const messages of await pages(chat, ann, room)) expect(messages).toMatchObject(expected)
  })

  it('lets nothing of earlier words out, nor of any after a recall', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'first', 'm')
    for (const words of ['second', 'third', 'last']) await bo.ask('accepted', edit(room, 1, words))
    const shown = async () => JSON.stringify(await pages(chat, ann, room))
    for (const rest of [false, true]) {
      if (rest) await restLive(room, ann, bo)
      const all = await shown()
      expect(all).toContain('last')
      for (const gone of ['first', 'second', 'third', 'original', 'edits']) expect(all).not.toContain(gone)
    }
    await bo.enter(room)
    await bo.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await shown()).not.toContain('last')
    await restLive(room, bo)
    expect(await shown()).not.toContain('last')
  })

  it('twice gets the same answer, also when it is too late or the message is gone', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'tee')
    const first = await bo.ask('accepted', edit(room, 1, 'tea', 'e'))
    chat.clock.pass(10 * chat.context.ports.editMs)
    expect(await bo.ask('accepted', edit(room, 1, 'tea', 'e'))).toEqual(first)
    expect(await bo.refusal(edit(room, 1, 'other', 'e'))).toBe('id-reused')
    await ann.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await bo.ask('accepted', edit(room, 1, 'tea', 'e'))).toEqual(first)
    await quiet()
    expect(ann.heard).toEqual(['tee', { seq: 1, text: 'tea' }])
    expect(JSON.stringify(await pages(chat, ann, room))).not.toContain('tea')
  })

  it('is finished by who reads it when the server dies between its two steps', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'tee')
    chat.hooks.set('messages.edit', outOfReach)
    await expect(bo.perform(edit(room, 1, 'tea'))).rejects.toThrow()
    chat.hooks.clear()
    await restLive(room, ann, bo)
    for (const messages of await pages(chat, ann, room))
      expect(messages).toMatchObject([{ body: 'tea', edited: 2 }, { body: { seq: 1, text: 'tea' } }])
  })

  it('is possible for its time, which entering tells', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await ann.say(room, 'a')
    const { editMs = 0 } = await ann.enter(room)
    chat.clock.pass(editMs)
    await ann.ask('accepted', edit(room, 1, 'b'))
    chat.clock.pass(1)
    expect(await ann.refusal(edit(room, 1, 'c'))).toBe('too-late')
  })

  it('is possible to nobody where the time is 0, and entering names none', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await ann.say(room, 'a')
    Object.assign(chat.context.ports, { editMs: 0 })
    expect(await ann.enter(room)).not.toHaveProperty('editMs')
    expect(await ann.refusal(edit(room, 1, 'b'))).toBe('too-late')
  })

  it('is refused by name', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'mine')
    await ann.ask('accepted', { type: 'say', id: 'm', room, kind: 'emoji', body: '😀' })
    await ann.say(room, 'oops')
    await ann.ask('accepted', { type: 'recall', room, seq: 3 })
    const refusals = [1, 2, 3, 4, 9].map((seq) => ann.refusal(edit(room, seq, 'x', `e${seq}`)))
    const codes = ['not-yours', 'not-a-text', 'already-recalled', 'unknown-message', 'unknown-message']
    expect(await Promise.all(refusals)).toEqual(codes)
    const { room: other } = await group(chat, 'cy')
    expect(await ann.refusal(edit(other, 1, 'x'))).toBe('not-entered')
  })

  it('is possible a hundred times', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await ann.say(room, 'a')
    for (const n of upTo(limits.edits)) await ann.ask('accepted', edit(room, 1, `words ${n}`))
    expect(await ann.refusal(edit(room, 1, 'more'))).toBe('too-many-edits')
    await ann.ask('accepted', edit(room, 1, 'words 7'))
  })
})

describe('an edit between two of whom one is blocked', () => {
  it('is for its author alone, on all their devices; the other one keeps what they read', async ({
    chat,
  }) => {
    const { ann, bo, room } = await pair(chat)
    await bo.say(room, 'before')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await forget(ann, bo)
    await bo.ask('accepted', edit(room, 1, 'after'))
    expect(await ann.refusal(edit(room, 1, 'x'))).toBe('blocked')
    await quiet()
    expect(ann.all('said')).toMatchObject([{ seq: 2, kind: 'withheld', body: '' }])
    for (const rest of [false, true]) {
      if (rest) await restLive(room, ann, bo)
      for (const messages of await pages(chat, bo, room))
        expect(messages).toMatchObject([{ body: 'after', edited: 2 }, { body: { seq: 1, text: 'after' } }])
      const seen = await pages(chat, ann, room)
      for (const messages of seen) expect(messages).toMatchObject([{ body: 'before' }, { kind: 'withheld' }])
      expect(JSON.stringify(seen)).not.toMatch(/after|edited|unheard/)
    }
  })

  it('gives way to what they say when the block is taken back', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await bo.say(room, 'before')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await bo.ask('accepted', edit(room, 1, 'alone'))
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    await bo.ask('accepted', edit(room, 1, 'both'))
    for (const rest of [false, true]) {
      if (rest) await restLive(room, ann, bo)
      for (const one of [ann, bo])
        for (const [message] of await pages(chat, one, room))
          expect(message).toMatchObject({ body: 'both', edited: 3 })
    }
    const seen = JSON.stringify(await pages(chat, ann, room))
    expect(seen).not.toContain('alone')
  })

  it('of what they said alone changes it, and stays theirs', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await bo.say(room, 'alone')
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    await bo.ask('accepted', edit(room, 1, 'still alone'))
    for (const messages of await pages(chat, ann, room))
      expect(messages.map(({ kind }) => kind)).toEqual(['withheld', 'withheld'])
    for (const messages of await pages(chat, bo, room))
      expect(messages[0]).toMatchObject({ body: 'still alone' })
  })
})
