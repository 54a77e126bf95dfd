import { describe, expect } from 'vitest'
import type { Upload } from '../../../../../server/store/uploads'
import { it, type TestChat } from '../../../../support/chat'
import { fullGroup } from '../scenes'

const body = { media: 'u1', type: 'image/png', size: 70, width: 4, height: 3 } as const

/** Ann and Bo in a group, and what they say. */
async function scene(chat: TestChat) {
  const { room, people } = await fullGroup(chat, 'ann', 'bo')
  const [ann, bo] = people
  const { uploads, messages } = chat.context.ports.store
  const frame = { type: 'say', id: 'm1', room, kind: 'image', body } as const
  return {
    room,
    ann,
    bo,
    messages,
    uploads,
    frame,
    recall: { type: 'recall', room, seq: 1 } as const,
    stateNow: async () => (await uploads.get('u1'))?.state,
    /** An upload of Ann's that is ready for the group. */
    async ready(more: Partial<Upload> = {}) {
      const upload = { id: 'u1', owner: ann.person.id, room, kind: 'image', size: 70, created: 1 } as const
      await uploads.begin({ ...upload, state: 'coming', ...more })
      await uploads.finish('u1', 70, body)
    },
  }
}

describe('A message with a file', () => {
  it('is said, and the upload is its own', async ({ chat }) => {
    const { ann, bo, frame, ready, stateNow } = await scene(chat)
    await ready()
    expect(await ann.ask('accepted', frame)).toMatchObject({ seq: 1 })
    expect(await stateNow()).toBe('said')
    expect(await bo.next('said')).toMatchObject({ kind: 'image', body })
  })

  it('said twice is said once', async ({ chat }) => {
    const { ann, room, frame, ready, messages } = await scene(chat)
    await ready()
    const first = await ann.ask('accepted', frame)
    expect(await ann.ask('accepted', frame)).toEqual(first)
    expect(await messages.top(room)).toBe(1)
  })

  it('keeps of its body what the upload has, and no more', async ({ chat }) => {
    const { ann, room, frame, ready, messages } = await scene(chat)
    await ready()
    const more = { shade: 'blue', ...body }
    await ann.ask('accepted', { ...frame, body: more })
    expect((await messages.get(room, 1))?.body).toStrictEqual(body)
  })

  it('is refused when there is no such upload, or it is another person’s', async ({ chat }) => {
    const { ann, bo, frame, ready, stateNow } = await scene(chat)
    expect(await ann.refusal(frame)).toBe('unknown-media')
    await ready()
    expect(await bo.refusal(frame)).toBe('unknown-media')
    expect(await stateNow()).toBe('ready')
  })

  it('is refused when the upload is for another room, or of another kind', async ({ chat }) => {
    const { ann, frame, ready } = await scene(chat)
    await ready({ room: 'lobby' })
    expect(await ann.refusal(frame)).toBe('unknown-media')
    const video = { ...body, type: 'video/mp4', duration: 5 } as const
    expect(await ann.refusal({ ...frame, kind: 'video', body: video })).toBe('unknown-media')
  })

  it('is refused while the upload is coming', async ({ chat }) => {
    const { ann, room, frame, uploads } = await scene(chat)
    const upload = { id: 'u1', owner: ann.person.id, room, kind: 'image', size: 70, created: 1 } as const
    await uploads.begin({ ...upload, state: 'coming' })
    expect(await ann.refusal(frame)).toBe('unknown-media')
  })

  it('is refused when it says of the file what is not so', async ({ chat }) => {
    const { ann, frame, ready } = await scene(chat)
    await ready()
    for (const lie of [{ width: 5 }, { size: 1 }, { type: 'image/gif' }] as const)
      expect(await ann.refusal({ ...frame, body: { ...body, ...lie } })).toBe('unknown-media')
  })

  it('is refused when another message has the file', async ({ chat }) => {
    const { ann, frame, ready } = await scene(chat)
    await ready()
    await ann.ask('accepted', frame)
    expect(await ann.refusal({ ...frame, id: 'm2' })).toBe('media-used')
  })

  it('is refused as an answer to what nobody has said, and leaves the file free', async ({ chat }) => {
    const { ann, frame, ready } = await scene(chat)
    await ready()
    expect(await ann.refusal({ ...frame, reply: 9 })).toBe('unknown-message')
    await ann.ask('accepted', { ...frame, id: 'm2' })
  })

  it('is refused when the file was swept', async ({ chat }) => {
    const { ann, frame, ready, uploads } = await scene(chat)
    await ready()
    await uploads.markUnsaidForDeletion(Number.MAX_SAFE_INTEGER)
    expect(await ann.refusal(frame)).toBe('unknown-media')
  })
})

describe('The file goes', () => {
  it('with a recall', async ({ chat }) => {
    const { ann, room, frame, ready, recall, stateNow, messages } = await scene(chat)
    await ready()
    await ann.ask('accepted', frame)
    await ann.ask('accepted', recall)
    expect(await stateNow()).toBe('doomed')
    expect(await messages.get(room, 1)).toMatchObject({ kind: 'recalled', body: '' })
  })

  it('not with a recall that is refused', async ({ chat }) => {
    const { ann, bo, frame, ready, recall, stateNow } = await scene(chat)
    await ready()
    await ann.ask('accepted', frame)
    expect(await bo.refusal(recall)).toBe('not-yours')
    expect(await stateNow()).toBe('said')
  })

  it('and a repeat of the message still gets the answer of the first time', async ({ chat }) => {
    const { ann, frame, ready, recall, uploads } = await scene(chat)
    await ready()
    const first = await ann.ask('accepted', frame)
    await ann.ask('accepted', recall)
    expect(await ann.ask('accepted', frame)).toEqual(first)
    await uploads.clear('u1')
    expect(await ann.ask('accepted', frame)).toEqual(first)
  })

  it('with its room, when that is dissolved', async ({ chat }) => {
    const { ann, room, ready, stateNow } = await scene(chat)
    await ready()
    await ann.ask('gone', { type: 'dissolve', room })
    expect(await stateNow()).toBe('doomed')
  })

  it('with its room, when the last member quits', async ({ chat }) => {
    const { ann, bo, room, ready, stateNow } = await scene(chat)
    await ready()
    await bo.ask('gone', { type: 'quit', room })
    expect(await stateNow()).toBe('ready')
    await ann.ask('gone', { type: 'quit', room })
    expect(await stateNow()).toBe('doomed')
  })
})
