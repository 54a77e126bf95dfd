import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerFrameOf } from '#protocol'
import { TalkingDigest } from '../../../../../server/chat/live/talking-digest'

type Talking = ServerFrameOf<'talking'>

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A call in which these talk. */
function talking(...names: string[]): Talking {
  const people = names.map((name) => ({
    ...{ person: { id: name, name, avatar: '' }, muted: false, camera: false, screen: false },
  }))
  return { type: 'talking', call: 'tea.c', room: 'tea', media: 'voice', since: 0, people }
}

/** A digest of a room whose call is as `reads` says, one answer a reading. */
function digest(...reads: Array<Talking | undefined | Error>) {
  const sent: string[][] = []
  const read = async () => {
    const next = reads.shift()
    if (next instanceof Error) throw next
    return next
  }
  const one = new TalkingDigest(read, ({ people }) => sent.push(people.map(({ person }) => person.id)))
  return { digest: one, sent, left: reads }
}

describe('who talks in a room', () => {
  it('is told at once, and then once a second as it is by then', () => {
    const { digest: one, sent } = digest()
    for (const names of [['ann'], ['ann', 'bo'], ['bo']]) one.hear(talking(...names))
    expect(sent).toEqual([['ann']])
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([['ann'], ['bo']])
    vi.advanceTimersByTime(5_000)
    expect(sent).toHaveLength(2)
  })

  it('is told to be over, and is nobody then', () => {
    const { digest: one, sent } = digest()
    one.hear(talking('ann'))
    one.hear(talking())
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([['ann'], []])
    expect(one.now).toBeUndefined()
  })

  it('is read once, by the next one where it could not be read', async () => {
    const { digest: one, left } = digest(new Error('away'), talking('ann'), talking('bo'))
    await one.load()
    expect(one.now).toBeUndefined()
    await one.load()
    await one.load()
    expect(one.now).toEqual(talking('ann'))
    expect(left).toHaveLength(1)
  })

  it('is what was heard, also where something older is read behind it', async () => {
    const { digest: one } = digest(talking('ann'))
    const loading = one.load()
    one.hear(talking('ann', 'bo'))
    await loading
    expect(one.now).toEqual(talking('ann', 'bo'))
  })

  it('is read again when news may have been lost, and told where it has changed', async () => {
    const { digest: one, sent } = digest(talking('ann'), talking('ann'), undefined)
    await one.load()
    await one.resync()
    expect(sent).toEqual([])
    await one.resync()
    expect(sent).toEqual([[]])
  })

  it('is not read for a room in which nobody is, and is read anew when somebody comes', async () => {
    const { digest: one, left } = digest(talking('ann'), undefined)
    await one.resync()
    expect(left).toHaveLength(2)
    await one.load()
    one.forget()
    expect(one.now).toBeUndefined()
    await one.load()
    expect(one.now).toBeUndefined()
    expect(left).toHaveLength(0)
  })
})
