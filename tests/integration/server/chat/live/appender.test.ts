import { describe, expect } from 'vitest'
import { hearRoom, roomTopic } from '../../../../../server/chat/live/news'
import type { Draft } from '../../../../../server/store/store'
import { StoreUnavailable } from '../../../../../server/store/store'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { barrier, outOfReach } from '../../../../support/hooked-store'
import { ann, upTo } from '../../../../unit/server/chat/live/lines'

const draft = (id: string, body: string = id): Draft => ({ id, from: ann.id, kind: 'text', body, time: 1 })

/** Adds messages as one connection would, without waiting. */
function add(chat: TestChat, ...ids: string[]) {
  return ids.map((id) => chat.context.appender.add('r', draft(id), ann, 'v1'))
}

/** Everything published about the room from now on, batch by batch. */
async function published(chat: TestChat) {
  const batches: string[][] = []
  await hearRoom(chat.context.ports.state.bus, 'r', (news) => {
    if (news.type === 'lines') batches.push(news.lines.map(({ message }) => message.id))
  })
  return batches
}

const place = (seq: number, repeated = false) => ({ seq, time: 1, repeated })

describe('messages that are added', () => {
  it('get their places in the order in which they were added', async ({ chat }) => {
    const added = add(chat, ...upTo(1_200).map((n) => `m${n}`))
    expect(await Promise.all(added)).toEqual(upTo(1_200).map((seq) => place(seq)))
  })

  it('share one batch when they come in one turn', async ({ chat }) => {
    const batches = await published(chat)
    await Promise.all(add(chat, 'a', 'b', 'c'))
    await quiet()
    expect(batches).toEqual([['a', 'b', 'c']])
  })

  it('gather while a batch is on its way, and are stored 500 at a time', async ({ chat }) => {
    const batches = await published(chat)
    const gate = barrier()
    chat.hooks.set('messages.append', gate.before)
    const first = add(chat, 'first')
    await gate.reached
    const more = add(chat, ...upTo(501).map((n) => `m${n}`))
    gate.open()
    await Promise.all([...first, ...more])
    await quiet()
    expect(batches.map(({ length }) => length)).toEqual([1, 500, 1])
  })

  it('of another room do not wait', async ({ chat }) => {
    const gate = barrier()
    chat.hooks.set('messages.append', gate.before)
    const held = add(chat, 'held')
    await gate.reached
    chat.hooks.delete('messages.append')
    expect(await chat.context.appender.add('other', draft('x'), ann, 'v1')).toEqual(place(1))
    gate.open()
    await Promise.all(held)
  })

  it('carry their author and the connection that said them', async ({ chat }) => {
    const heard: unknown[] = []
    await chat.context.ports.state.bus.subscribe(roomTopic('r'), (news) => heard.push(news))
    await Promise.all(add(chat, 'a'))
    await quiet()
    const message = { seq: 1, id: 'a', from: ann, kind: 'text', body: 'a', time: 1 }
    expect(heard).toEqual([{ type: 'lines', lines: [{ message, origin: 'v1' }] }])
  })
})

describe('what is published', () => {
  it('is stored before', async ({ chat }) => {
    const tops: Promise<number>[] = []
    const { messages } = chat.context.ports.store
    await chat.context.ports.state.bus.subscribe(roomTopic('r'), () => tops.push(messages.top('r')))
    const batches = await published(chat)
    const gate = barrier()
    chat.hooks.set('messages.append', gate.before)
    const added = add(chat, 'a')
    await gate.reached
    await quiet()
    expect(batches).toEqual([])
    gate.open()
    await Promise.all(added)
    await quiet()
    expect([batches, await Promise.all(tops)]).toEqual([[['a']], [1]])
  })

  it('is neither a repeat nor a conflict', async ({ chat }) => {
    await Promise.all(add(chat, 'a'))
    const batches = await published(chat)
    const { appender } = chat.context
    const answers = await Promise.all([
      appender.add('r', draft('a'), ann, 'v1'),
      appender.add('r', draft('a', 'something else'), ann, 'v1'),
      appender.add('r', draft('b'), ann, 'v1'),
      appender.add('r', draft('b'), ann, 'v1'),
    ])
    await quiet()
    expect(answers).toEqual([place(1, true), { conflict: true }, place(2), place(2, true)])
    expect(batches).toEqual([['b']])
  })
})

describe('a store that fails', () => {
  it('refuses every message of the batch, publishes none, and takes later ones', async ({ chat }) => {
    const batches = await published(chat)
    chat.hooks.set('messages.append', outOfReach)
    const lost = await Promise.allSettled(add(chat, 'a', 'b'))
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(lost).toEqual(lost.map(() => expect.objectContaining({ reason: expect.any(StoreUnavailable) })))

    chat.hooks.clear()
    expect(await Promise.all(add(chat, 'b', 'c'))).toEqual([place(1), place(2)])
    await quiet()
    expect(batches).toEqual([['b', 'c']])
  })

  it('fails the batch that it failed, and not the one that gathered meanwhile', async ({ chat }) => {
    const gate = barrier()
    chat.hooks.set('messages.append', () => {
      chat.hooks.delete('messages.append')
      return gate.before(() => outOfReach(async () => undefined))
    })
    const [first] = add(chat, 'a')
    const failed = expect(first).rejects.toBeInstanceOf(StoreUnavailable)
    await gate.reached
    const second = add(chat, 'b')
    gate.open()
    await failed
    expect(await Promise.all(second)).toEqual([place(1)])
  })

  it('does not gather more than 5,000 messages of a room', async ({ chat }) => {
    const gate = barrier()
    chat.hooks.set('messages.append', gate.before)
    const first = add(chat, 'first')
    await gate.reached
    const waiting = add(chat, ...upTo(5_000).map((n) => `m${n}`))
    await expect(chat.context.appender.add('r', draft('too much'), ann, 'v1')).rejects.toBeInstanceOf(
      StoreUnavailable,
    )
    gate.open()
    await Promise.all([...first, ...waiting])
    expect(await Promise.all(add(chat, 'later'))).toEqual([place(5_002)])
  })
})

describe('the end', () => {
  it('comes when every message has its answer', async ({ chat }) => {
    const gate = barrier()
    chat.hooks.set('messages.append', gate.before)
    const answers: number[] = []
    for (const one of add(chat, 'a')) void one.then(() => answers.push(1))
    const idle = chat.context.appender.idle().then(() => answers.length)
    await gate.reached
    for (const one of add(chat, 'b')) void one.then(() => answers.push(2))
    gate.open()
    expect(await idle).toBe(2)
  })

  it('comes at once when nothing is going on', async ({ chat }) => {
    await expect(chat.context.appender.idle()).resolves.toBeUndefined()
  })
})
