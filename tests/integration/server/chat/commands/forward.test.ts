import { describe, expect } from 'vitest'
import { mediaIn } from '../../../../../server/chat/media-in'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { barrier, outOfReach } from '../../../../support/hooked-store'
import { forget, fullGroup } from '../scenes'

const body = { media: 'u1', type: 'image/png', size: 70, width: 4, height: 3 } as const

/** Ann and Bo in a group where Ann has said a picture and a text, and a group of Bo's where Ann is a member. */
async function scene(chat: TestChat) {
  const { room, people } = await fullGroup(chat, 'ann', 'bo')
  const [ann, bo] = people
  const { store } = chat.context.ports
  const upload = { id: 'u1', owner: ann.person.id, room, kind: 'image', size: 70, created: 1 } as const
  await store.uploads.begin({ ...upload, state: 'coming' })
  await store.uploads.finish('u1', 70, body)
  await ann.ask('accepted', { type: 'say', id: 'm1', room, kind: 'image', body })
  await ann.say(room, 'words')
  const made = await bo.ask('room', { type: 'create', id: 'there', name: 'There' })
  const there = made.room.id
  await ann.ask('room', { type: 'join', code: made.room.code ?? '' })
  await bo.enter(there)
  await forget(ann, bo)
  const picture = { room, seq: 1 }
  const of = [picture, { room, seq: 2 }]
  const frame = { type: 'forward' as const, id: 'f1', of, to: [{ room: there }] }
  return { ann, bo, room, there, store, picture, frame }
}

describe('A forward', () => {
  it('whose server dies between the share of a file and its message is ended by a retry, with one share', async ({
    chat,
  }) => {
    const { ann, there, store, frame } = await scene(chat)
    chat.hooks.set('messages.append', outOfReach)
    expect((await ann.ask('sent', frame)).to).toMatchObject([{ room: there, code: 'try-again' }])
    expect(await store.uploads.bytesOf(ann.person.id)).toBe(70)
    expect(await store.messages.top(there)).toBe(0)
    chat.hooks.delete('messages.append')

    expect((await ann.ask('sent', frame)).to).toMatchObject([{ in: there, seqs: [1, 2] }])
    const [media = ''] = mediaIn((await store.messages.get(there, 1))?.body ?? '')
    expect(await store.uploads.get(media)).toMatchObject({ state: 'said', blob: 'u1', message: '1/f1' })
  })

  it('that is asked for again does not bring back the file of a message that was taken back', async ({
    chat,
  }) => {
    const { ann, there, store, picture, frame } = await scene(chat)
    await ann.enter(there)
    const twice = { ...frame, of: [picture, picture] }
    const { to } = await ann.ask('sent', twice)
    expect(to).toMatchObject([{ seqs: [1, 2] }])
    const [media = ''] = mediaIn((await store.messages.get(there, 1))?.body ?? '')
    // As if the second one had not been reached, and the first one is gone by now.
    await ann.ask('accepted', { type: 'recall', room: there, seq: 1 })
    await store.uploads.clear(media)
    chat.hooks.set('messages.find', async (call) => {
      const found = (await call()) as { seq: number } | undefined
      return found?.seq === 2 ? undefined : found
    })
    const again = await ann.ask('sent', twice)
    expect(again.to).toMatchObject([{ seqs: [1, 2] }])
    expect(await store.uploads.get(media)).toMatchObject({ state: 'gone' })
  })

  it('to a room that is dissolved meanwhile leaves no file and no message in it', async ({ chat }) => {
    const { ann, bo, there, store, frame } = await scene(chat)
    const { before, reached, open } = barrier()
    chat.hooks.set('uploads.share', before)
    const sent = ann.ask('sent', frame)
    await reached
    await bo.ask('gone', { type: 'dissolve', id: 'd', room: there })
    open()
    expect((await sent).to).toMatchObject([{ room: there, code: 'unknown-room' }])
    expect(await store.messages.top(there)).toBe(0)
    await store.uploads.markForDeletion('u1')
    expect(await store.uploads.isInUse('u1')).toBe(false)
  })

  it('whose room is being dissolved has its files taken away as well', async ({ chat }) => {
    const { ann, bo, there, store, frame } = await scene(chat)
    const { before, reached, open } = barrier()
    chat.hooks.set('rooms.remove', before)
    const gone = bo.ask('gone', { type: 'dissolve', id: 'd', room: there })
    await reached
    expect((await ann.ask('sent', frame)).to).toMatchObject([{ in: there }])
    open()
    await gone
    await store.uploads.markForDeletion('u1')
    expect(await store.uploads.isInUse('u1')).toBe(false)
  })

  it('of a message that is taken back before its file is shared is refused there, and leaves no share', async ({
    chat,
  }) => {
    const { ann, room, there, store, frame } = await scene(chat)
    const { before, reached, open } = barrier()
    chat.hooks.set('uploads.share', before)
    const sent = ann.ask('sent', frame)
    await reached
    await ann.ask('accepted', { type: 'recall', id: 'r', room, seq: 1 })
    open()
    expect((await sent).to).toMatchObject([{ room: there, code: 'already-recalled' }])
    expect(await store.messages.top(there)).toBe(0)
    expect(await store.uploads.isInUse('u1')).toBe(false)
  })

  it('of who is removed from the room meanwhile is refused', async ({ chat }) => {
    const { ann, bo, there, store, frame } = await scene(chat)
    const { after, reached, open } = barrier()
    chat.hooks.set('messages.getMany', after)
    const sent = ann.ask('sent', frame)
    await reached
    await bo.ask('member', { type: 'remove', id: 'x', room: there, person: ann.person.id })
    open()
    expect((await sent).to).toMatchObject([{ room: there, code: 'unknown-room' }])
    await quiet()
    expect(await store.messages.top(there)).toBe(0)
  })
})
