import { describe, expect } from 'vitest'
import { hasLine, limits, type Message } from '#protocol'
import { it, type TestChat } from '../../../../support/chat'
import { seqs, upTo } from '../../../../unit/server/chat/live/lines'
import { group, people } from '../scenes'

/** A group in which so many messages were said. */
async function toldRoom(chat: TestChat, count: number, body = 'x') {
  const { room, people: both } = await group(chat, 'ann')
  const drafts = upTo(count).map(
    (n) => ({ id: `m${n}`, from: both[0].person.id, kind: 'text', body, time: n }) as const,
  )
  await chat.context.ports.store.messages.append(room, drafts)
  return { room, ann: both[0] }
}

describe('a page of history', () => {
  it('is the newest one unless something is asked for', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 60)
    const page = await ann.ask('page', { type: 'history', room })
    expect([seqs(page.messages), page.more]).toEqual([upTo(60).slice(-limits.pageDefault), true])
    expect(page.messages[0]?.from).toEqual(ann.person)
  })

  it('goes back before a message, to the beginning', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 10)
    const page = async (before: number, limit: number) => {
      const { messages, more } = await ann.ask('page', { type: 'history', room, before, limit })
      return [seqs(messages), more]
    }
    expect(await page(8, 4)).toEqual([[4, 5, 6, 7], true])
    expect(await page(4, 3)).toEqual([[1, 2, 3], false])
    expect(await page(4, 2)).toEqual([[2, 3], true])
    expect(await page(1, 2)).toEqual([[], false])
  })

  it('goes on after a message, to the end', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 10)
    const page = async (after: number, limit: number) => {
      const { messages, more } = await ann.ask('page', { type: 'history', room, after, limit })
      return [seqs(messages), more]
    }
    expect(await page(0, 3)).toEqual([[1, 2, 3], true])
    expect(await page(7, 3)).toEqual([[8, 9, 10], false])
    expect(await page(7, 2)).toEqual([[8, 9], true])
    expect(await page(10, 2)).toEqual([[], false])
    expect(await page(99, 2)).toEqual([[], false])
  })

  it('holds a hundred messages at most', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 150)
    const page = await ann.ask('page', { type: 'history', room, after: 0, limit: 1_000_000 })
    expect([seqs(page.messages), page.more]).toEqual([upTo(limits.pageMessages), true])
  })

  it('is empty in a room where nothing was said', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 0)
    expect(await ann.ask('page', { type: 'history', room })).toMatchObject({ messages: [], more: false })
  })
})

/** A group in which so many messages were said, and then the first of them was edited so often. */
async function editedRoom(chat: TestChat, said: number, edited: number) {
  const scene = await toldRoom(chat, said)
  const { store } = chat.context.ports
  const drafts = upTo(edited).map((n) => ({
    ...{ id: `e${n}`, from: scene.ann.person.id, kind: 'edit' as const, time: said },
    body: { seq: 1, text: `words ${n}` },
  }))
  await store.messages.append(scene.room, drafts)
  for (const n of upTo(edited)) await store.messages.edit(scene.room, said + n)
  return scene
}

const shown = (messages: Message[]) => messages.filter(hasLine).length

describe('changes among messages', () => {
  it('come on top of those that were asked for, at each end', async ({ chat }) => {
    const { room, ann } = await editedRoom(chat, 60, 200)
    await ann.enter(room)
    for (const n of upTo(60)) await ann.say(room, `after ${n}`)
    const page = async (where: object) => {
      const { messages, more } = await ann.ask('page', { type: 'history', room, ...where })
      const all = seqs(messages)
      expect(all).toEqual(upTo(all.length).map((n) => n - 1 + (all[0] ?? 0)))
      return [shown(messages), all[0], all.at(-1), more]
    }
    expect(await page({})).toEqual([50, 271, 320, true])
    expect(await page({ before: 291 })).toEqual([50, 41, 290, true])
    expect(await page({ after: 30 })).toEqual([50, 31, 280, true])
    expect(await page({ after: 30, limit: 100 })).toEqual([90, 31, 320, false])
    expect(await page({ before: 61, limit: 60 })).toEqual([60, 1, 60, false])
  })

  it('do not keep who enters from the newest messages', async ({ chat }) => {
    const { room, ann } = await editedRoom(chat, 60, 200)
    const { messages, complete } = await ann.enter(room)
    expect([shown(messages), messages[0]?.seq, messages.at(-1)?.seq, complete]).toEqual([50, 11, 260, false])
    expect(await ann.enter(room, 10)).toMatchObject({ complete: true })
  })

  it('are a thousand lines of a page at most', async ({ chat }) => {
    const { room, ann } = await editedRoom(chat, 1, 1_100)
    const { messages, more } = await ann.ask('page', { type: 'history', room })
    expect([messages.length, messages.at(-1)?.seq, more]).toEqual([limits.pageLines, 1_101, true])
    const rest = await ann.ask('page', { type: 'history', room, before: messages[0]?.seq ?? 0 })
    expect([rest.messages.length, rest.more]).toEqual([101, false])
    const entered = await ann.enter(room)
    expect([entered.messages.length, entered.complete]).toEqual([limits.pageLines, false])
  })
})

describe('a page around a message', () => {
  it('has as many before it as behind it, and says on which side there are more', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 100)
    const page = async (around: number, limit?: number) => {
      const frame = { type: 'history', room, around, ...(limit === undefined ? {} : { limit }) } as const
      const { messages, more, moreAfter } = await ann.ask('page', frame)
      return [messages[0]?.seq, messages.at(-1)?.seq, more, moreAfter]
    }
    expect(await page(50)).toEqual([26, 74, true, true])
    expect(await page(50, 5)).toEqual([48, 52, true, true])
    expect(await page(50, 1)).toEqual([50, 50, true, true])
    expect(await page(1, 5)).toEqual([1, 3, false, true])
    expect(await page(100, 5)).toEqual([98, 100, true, false])
    expect(await page(3, 5)).toEqual([1, 5, false, true])
    expect(await ann.refusal({ type: 'history', room, around: 101 })).toBe('unknown-message')
    expect(await ann.refusal({ type: 'history', room, around: 1, before: 2 })).toBe('bad-frame')
  })

  it('counts what is shown on either side', async ({ chat }) => {
    const { room, ann } = await editedRoom(chat, 30, 200)
    await ann.enter(room)
    for (const n of upTo(30)) await ann.say(room, `after ${n}`)
    const { messages } = await ann.ask('page', { type: 'history', room, around: 231, limit: 21 })
    expect([messages[0]?.seq, messages.at(-1)?.seq, shown(messages)]).toEqual([21, 241, 21])
  })
})

describe('long texts', () => {
  const long = '字'.repeat(limits.textLength)
  const fit = Math.floor(limits.pageBytes / Buffer.byteLength(JSON.stringify(long)))

  it('make shorter pages, and reading on finds each message once, backwards', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 25, long)
    const pages: number[][] = []
    let more = true
    while (more) {
      const before = pages[0]?.[0]
      const at = before === undefined ? {} : { before }
      const page = await ann.ask('page', { type: 'history', room, limit: 100, ...at })
      pages.unshift(seqs(page.messages))
      more = page.more
    }
    expect(pages.map(({ length }) => length)).toEqual([25 - 2 * fit, fit, fit])
    expect(pages.flat()).toEqual(upTo(25))
  })

  it('make shorter pages, and reading on finds each message once, forwards', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 25, long)
    const read: number[] = []
    let more = true
    while (more) {
      const page = await ann.ask('page', { type: 'history', room, after: read.at(-1) ?? 0, limit: 100 })
      expect(page.messages.length).toBeLessThanOrEqual(fit)
      read.push(...seqs(page.messages))
      more = page.more
    }
    expect(read).toEqual(upTo(25))
  })
})

describe('history is refused', () => {
  it('to a person who is no member, as if there were no room', async ({ chat }) => {
    const { room } = await toldRoom(chat, 1)
    const [cy] = await people(chat, 'group', 'cy')
    expect(await cy.refusal({ type: 'history', room })).toBe('unknown-room')
    expect(await cy.refusal({ type: 'history', room: 'nowhere' })).toBe('unknown-room')
  })

  it('in both directions at once', async ({ chat }) => {
    const { room, ann } = await toldRoom(chat, 1)
    expect(await ann.refusal({ type: 'history', room, before: 2, after: 0 })).toBe('bad-frame')
  })
})
