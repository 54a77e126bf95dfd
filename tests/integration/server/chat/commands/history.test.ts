import { describe, expect } from 'vitest'
import { limits } from '#protocol'
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
