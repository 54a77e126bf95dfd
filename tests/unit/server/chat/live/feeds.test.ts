import { describe, expect, it } from 'vitest'
import type { Feed } from '../../../../../server/chat/live/feed'
import { Feeds } from '../../../../../server/chat/live/feeds'

/** Feeds whose opening a test holds up or fails; `closed` are those that were let go for good. */
function feedsOf(open: (room: string) => Promise<void> = async () => undefined) {
  const made: string[] = []
  const closed: string[] = []
  const feeds = new Feeds((room) => {
    made.push(room)
    return { id: room, open: () => open(room), close: () => closed.push(room) } as unknown as Feed
  })
  return { feeds, made, closed }
}

describe('a feed', () => {
  it('is made once, however many hold it at the same time', async () => {
    const { feeds, made } = feedsOf()
    const [one, other] = await Promise.all([feeds.hold('r'), feeds.hold('r')])
    expect([one === other, feeds.get('r') === one, made]).toEqual([true, true, ['r']])
  })

  it('lives until it was let go as often as it was held', async () => {
    const { feeds, closed } = feedsOf()
    const feed = await feeds.hold('r')
    await feeds.hold('r')
    feeds.letGo(feed)
    expect([closed, feeds.get('r')]).toEqual([[], feed])
    feeds.letGo(feed)
    expect([closed, feeds.get('r')]).toEqual([['r'], undefined])
  })

  it('is a new one after that, and the old one cannot be let go in its place', async () => {
    const { feeds, made, closed } = feedsOf()
    const old = await feeds.hold('r')
    feeds.letGo(old)
    const fresh = await feeds.hold('r')
    feeds.letGo(old)
    expect([made, closed, feeds.get('r') === fresh, fresh === old]).toEqual([['r', 'r'], ['r'], true, false])
  })

  it('that cannot be opened is held by nobody, and the next one tries again', async () => {
    let broken = true
    const { feeds, closed } = feedsOf(async () => {
      if (broken) throw new Error('down')
    })
    const tries = await Promise.allSettled([feeds.hold('r'), feeds.hold('r')])
    expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([closed, feeds.get('r')]).toEqual([['r'], undefined])
    broken = false
    expect(await feeds.hold('r')).toBe(feeds.get('r'))
  })
})
