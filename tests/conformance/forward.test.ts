import { describe, expect } from 'vitest'
import { found, group, say } from './scenes'
import { it } from './suite'

describe('a forward', () => {
  it('says messages again in another room, each with its own place, as forwarded', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const there = await found(ann.client)
    const one = await say(ann.client, room, 'first')
    const two = await say(ann.client, room, 'second', { reply: one.seq })
    const of = [two, one].map(({ seq }) => ({ room, seq }))
    const { to } = await ann.client.ask('sent', { type: 'forward', id: 'f1', of, to: [{ room: there.room }] })
    expect(to).toEqual([{ room: there.room, in: there.room, seqs: [1, 2], time: expect.any(Number) }])
    const { messages } = await ann.client.ask('page', { type: 'history', room: there.room })
    expect(messages).toMatchObject([
      { seq: 1, id: '1/f1', kind: 'text', body: 'second', forwarded: true },
      { seq: 2, id: '2/f1', kind: 'text', body: 'first', forwarded: true },
    ])
    expect(messages.every((message) => message.reply === undefined)).toBe(true)
  })
})
