import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { readerOf } from '../../../../../server/chat/hidden'
import type { Posted } from '../../../../../server/chat/live/news'
import { RoomState } from '../../../../../server/chat/live/room-state'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { barrier, outOfReach } from '../../../../support/hooked-store'
import { ann, posted, seqs, upTo } from '../../../../unit/server/chat/live/lines'
import { pair, storedElsewhere } from '../scenes'

/** What is known of a room, the messages that it hands on, and the first of them. */
function stateOf(chat: TestChat, room: string) {
  const taken: Posted[] = []
  let tell = (_first: Posted) => {}
  const first = new Promise<Posted>((resolve) => {
    tell = resolve
  })
  const take = (posted: Posted) => {
    taken.push(posted)
    tell(posted)
  }
  return { taken, first, state: new RoomState(room, chat.context.ports, take) }
}

/** What another node has stored so far: 1 to `last`. */
async function stored(chat: TestChat, last: number): Promise<void> {
  const drafts = upTo(last).map(
    (seq) => ({ id: `m${seq}`, from: 'ann', kind: 'text', body: `${seq}`, time: 1 }) as const,
  )
  await chat.context.ports.store.messages.append(lobby, drafts)
}

describe('a room', () => {
  it('that does not exist is not known', async ({ chat }) => {
    const { state } = stateOf(chat, 'nowhere')
    expect([await state.load(), state.room, state.top, state.page(undefined, readerOf('ann'))]).toEqual([
      false,
      undefined,
      0,
      undefined,
    ])
  })

  it('is read once, however many ask for it at the same time', async ({ chat }) => {
    let reads = 0
    chat.hooks.set('rooms.get', (call) => {
      reads += 1
      return call()
    })
    const { state } = stateOf(chat, lobby)
    expect(await Promise.all([state.load(), state.load()])).toEqual([true, true])
    expect([await state.load(), reads]).toEqual([true, 1])
  })

  it('that could not be read is read again by the next who asks', async ({ chat }) => {
    const { state } = stateOf(chat, lobby)
    chat.hooks.set('messages.before', outOfReach)
    await expect(state.load()).rejects.toThrow('out of reach')
    expect(state.room).toBeUndefined()
    chat.hooks.clear()
    expect([await state.load(), state.room?.id]).toEqual([true, lobby])
  })

  it('that is forgotten knows nothing, and learns nothing', async ({ chat }) => {
    await stored(chat, 1)
    const { state, taken } = stateOf(chat, lobby)
    await state.load()
    expect(state.top).toBe(1)
    state.forget()
    state.learn({ type: 'lines', lines: [posted(2)] })
    expect([state.top, state.room, state.page(0, readerOf('ann')), taken]).toEqual([
      0,
      undefined,
      undefined,
      [],
    ])
  })
})

describe('what is heard while the room is being read', () => {
  it('counts on top of what was read', async ({ chat }) => {
    await stored(chat, 2)
    const { state, taken } = stateOf(chat, lobby)
    const gate = barrier()
    chat.hooks.set('messages.before', gate.after)
    const loading = state.load()
    await gate.reached
    state.learn({ type: 'lines', lines: [posted(3)] })
    state.learn({ type: 'changed', room: { id: lobby, kind: 'lobby', name: 'Hall', created: 0 } })
    state.learn({ type: 'blocking', person: 'ann', blocking: true })
    gate.open()
    await loading
    expect([state.top, state.room?.name, state.isBlocking('ann')]).toEqual([3, 'Hall', true])
    expect(seqs(taken.map(({ message }) => message))).toEqual([3])
    expect(seqs(state.page(undefined, readerOf('ann'))?.messages ?? [])).toEqual([1, 2, 3])
  })

  it('is believed when it tells only that there is more', async ({ chat }) => {
    const { state, first } = stateOf(chat, lobby)
    const gate = barrier()
    chat.hooks.set('messages.before', gate.after)
    const loading = state.load()
    await gate.reached
    await stored(chat, 1)
    state.learn({ type: 'top', seq: 1 })
    gate.open()
    await loading
    expect((await first).message.seq).toBe(1)
  })
})

describe('a new name', () => {
  it('stands over the messages that are known, and over those that still carry the old one', async ({
    chat,
  }) => {
    await stored(chat, 1)
    const { state, taken } = stateOf(chat, lobby)
    await state.load()
    state.rename({ ...ann, name: 'Anna' })
    state.learn({ type: 'lines', lines: [posted(2)] })
    const page = state.page(0, readerOf('ann'))?.messages ?? []
    expect(page.map(({ from }) => from.name)).toEqual(['Anna', 'Anna'])
    expect(taken.map(({ message }) => message.from.name)).toEqual(['Anna'])
  })
})

describe('a message whose news are lost', () => {
  it('is looked for, but not more often than every ten seconds', async ({ chat }) => {
    const { state, first } = stateOf(chat, lobby)
    await state.load()
    let looks = 0
    chat.hooks.set('messages.after', (call) => {
      looks += 1
      return call()
    })
    state.lookForTail()
    await quiet()
    await storedElsewhere(chat, lobby)
    chat.clock.pass(9_999)
    state.lookForTail()
    expect(looks).toBe(1)
    chat.clock.pass(1)
    state.lookForTail()
    expect((await first).message.body).toBe('elsewhere')
  })

  it('is brought by a resync, like everything else that changed', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    const { state, first } = stateOf(chat, room)
    await state.load()
    expect([state.peerOf(ann.person.id), state.isApart]).toEqual([bo.person.id, false])
    await chat.context.ports.store.links.block(bo.person.id, ann.person.id, 0)
    await storedElsewhere(chat, room)
    await state.resync()
    expect([state.isBlocking(bo.person.id), state.isBlocking(ann.person.id)]).toEqual([true, false])
    expect((await first).message.seq).toBe(1)
  })

  it('is not older after a resync than what was heard in the middle of it', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    const { state } = stateOf(chat, room)
    await state.load()
    chat.hooks.set('links.blockOf', async (call) => {
      const before = await call()
      chat.hooks.delete('links.blockOf')
      await chat.context.ports.store.links.block(bo.person.id, ann.person.id, 0)
      state.learn({ type: 'blocking', person: bo.person.id, blocking: true })
      return before
    })
    await state.resync()
    expect(state.isBlocking(bo.person.id)).toBe(true)
  })
})
