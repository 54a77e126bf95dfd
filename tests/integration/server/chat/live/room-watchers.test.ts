import { beforeEach, describe, expect, vi } from 'vitest'
import { markOf, unreadWith } from '#protocol'
import { RoomWatchers } from '../../../../../server/chat/live/room-watchers'
import { upTo } from '../../../../contracts/store/store-tests'
import { it, type TestChat } from '../../../../support/chat'
import type { TestClient } from '../../../../support/test-client'
import { testWire } from '../../../../support/test-wire'
import { posted } from '../../../../unit/server/chat/live/lines'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  return () => void vi.useRealTimers()
})

/** Two who watch a room; `inside` are those who are in it by now. */
async function watched(chat: TestChat) {
  const inside = new Set<unknown>()
  const watchers = new RoomWatchers('tea', testWire, (client) => inside.has(client))
  const [ann, bo] = [await chat.client('group', 'ann'), await chat.client('group', 'bo')]
  for (const client of [ann, bo]) watchers.add(client)
  return { watchers, inside, ann, bo }
}

const news = (client: TestClient) => client.all('news').map(({ last }) => last.seq)

describe('members who are elsewhere', () => {
  it('hear of the newest message at once, then once a second', async ({ chat }) => {
    const { watchers, ann, bo } = await watched(chat)
    watchers.announce([posted(1), posted(2)])
    watchers.announce([posted(3)])
    watchers.announce([posted(4)])
    expect([news(ann), news(bo)]).toEqual([[2], [2]])
    vi.advanceTimersByTime(1_000)
    expect([news(ann), news(bo)]).toEqual([
      [2, 4],
      [2, 4],
    ])
    vi.advanceTimersByTime(5_000)
    expect(news(ann)).toEqual([2, 4])
  })

  it('hear of all that came meanwhile as far as it is counted, a hundred at most', async ({ chat }) => {
    const { watchers, ann } = await watched(chat)
    watchers.announce([posted(1)])
    const recall = { ...posted(3).message, kind: 'recall' as const, body: { seq: 1 } }
    watchers.announce([posted(4), posted(2), { message: recall }])
    vi.advanceTimersByTime(1_000)
    const from = posted(2).message.from.id
    const [first, second] = ann.all('news')
    expect(first).not.toHaveProperty('also')
    expect(second?.also).toEqual([
      { seq: 2, from },
      { seq: 3, from, recalls: 1 },
    ])
    watchers.announce(upTo(150).map((n) => posted(4 + n)))
    vi.advanceTimersByTime(1_000)
    expect(ann.all('news')[2]?.also?.map(({ seq }) => seq)).toEqual(upTo(153).slice(53))
  })

  it('hear whole what a list shows, and of what changes messages only that nothing is to be read', async ({
    chat,
  }) => {
    const { watchers, ann } = await watched(chat)
    const change = (seq: number, kind: 'edit' | 'react' | 'pin' | 'recall', of: number) => ({
      message: { ...posted(seq).message, kind, body: { seq: of, text: 'new' } },
    })
    watchers.announce([posted(1)])
    watchers.announce([
      change(2, 'edit', 1),
      posted(3),
      change(4, 'edit', 3),
      change(5, 'edit', 1),
      change(6, 'react', 1),
    ])
    vi.advanceTimersByTime(1_000)
    const from = posted(1).message.from.id
    const told = ann.all('news').map(({ last, also }) => [last.seq, also])
    expect(told).toEqual([
      [1, undefined],
      [3, [{ seq: 2, from, quiet: true }]],
      [4, undefined],
      [6, [{ seq: 5, from, quiet: true }]],
    ])
    watchers.announce([change(7, 'edit', 3), change(8, 'recall', 3), change(9, 'pin', 1)])
    vi.advanceTimersByTime(1_000)
    expect(news(ann).slice(4)).toEqual([8, 9])
  })

  it('are not told words that were changed or taken back before the news went out', async ({ chat }) => {
    const { watchers, ann } = await watched(chat)
    const change = (seq: number, kind: 'edit' | 'recall', of: number, text?: string) => ({
      message: { ...posted(seq).message, kind, body: { seq: of, ...(text && { text }) } },
    })
    watchers.announce([posted(1)])
    watchers.announce([posted(2), change(3, 'edit', 2, 'other'), change(4, 'edit', 2, 'last')])
    vi.advanceTimersByTime(1_000)
    watchers.announce([posted(5)])
    watchers.announce([change(6, 'recall', 5)])
    vi.advanceTimersByTime(1_000)
    const told = ann.all('news').map(({ last }) => [last.seq, last.kind, last.body])
    expect(told.slice(1)).toEqual([
      [2, 'text', 'last'],
      [4, 'edit', { seq: 2, text: 'last' }],
      [5, 'recalled', ''],
      [6, 'recall', { seq: 5 }],
    ])
  })

  it('count as unread none of the many changes that come within a second', async ({ chat }) => {
    const { watchers, ann } = await watched(chat)
    const react = (seq: number) => ({
      message: {
        ...posted(seq).message,
        kind: 'react' as const,
        body: { seq: 1, version: seq, counts: [], changed: [] },
      },
    })
    watchers.announce([posted(1)])
    watchers.announce(upTo(300).map((n) => react(1 + n)))
    vi.advanceTimersByTime(1_000)
    let card = { top: 1, read: 1, unread: 0 }
    for (const { also = [], last } of ann.all('news')) {
      expect(also.length).toBeLessThanOrEqual(100)
      for (const mark of [...also, markOf(last)])
        card = { top: mark.seq, read: 1, unread: unreadWith(card, mark, 'ann') }
    }
    expect(card).toEqual({ top: 301, read: 1, unread: 0 })
  })

  it('hear nothing while they are in the room, nor when they watch it no more', async ({ chat }) => {
    const { watchers, inside, ann, bo } = await watched(chat)
    inside.add(ann)
    watchers.delete(bo)
    watchers.announce([posted(1)])
    expect([news(ann), news(bo), [...watchers]]).toEqual([[], [], [ann]])
  })

  it('hear nothing after the end', async ({ chat }) => {
    const { watchers, ann } = await watched(chat)
    watchers.announce([posted(1)])
    watchers.announce([posted(2)])
    watchers.stop()
    vi.advanceTimersByTime(5_000)
    expect(news(ann)).toEqual([1])
  })
})
