import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerFrame } from '#protocol'
import { PresenceDigest } from '../../../../../server/chat/live/presence-digest'
import { ann, bo } from './lines'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

function digestOf() {
  const sent: ServerFrame[] = []
  const there = { count: async () => 2 }
  const presenceDigest = new PresenceDigest(
    'r',
    () => there.count(),
    (frame) => sent.push(frame),
  )
  return { presenceDigest, sent, there, second: () => vi.advanceTimersByTimeAsync(1_000) }
}

const presence = (joined: object[], left: object[], online = 2) => ({
  type: 'presence',
  room: 'r',
  online,
  joined,
  left,
})

describe('who comes and goes', () => {
  it('is told at once when it was quiet', async () => {
    const { presenceDigest, sent } = digestOf()
    presenceDigest.came(ann)
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([presence([ann], [])])
  })

  it('is gathered into one frame a second', async () => {
    const { presenceDigest, sent, second } = digestOf()
    presenceDigest.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    const others = Array.from({ length: 7 }, (_, at) => ({ ...bo, id: `bo${at}` }))
    for (const one of others) presenceDigest.came(one)
    presenceDigest.went(ann)
    await second()
    expect(sent).toEqual([presence([ann], []), presence(others, [ann])])
  })

  it('is not told when they are gone and back within the second, or came and went', async () => {
    const { presenceDigest, sent, second } = digestOf()
    presenceDigest.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    presenceDigest.went(ann)
    presenceDigest.came(ann)
    presenceDigest.came(bo)
    presenceDigest.went(bo)
    await second()
    await second()
    expect(sent).toEqual([presence([ann], [])])
  })

  it('is told by the number alone beyond fifty people in a second', async () => {
    const { presenceDigest, sent, second } = digestOf()
    presenceDigest.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    for (let one = 0; one < 80; one += 1) presenceDigest.came({ ...bo, id: `bo${one}` })
    await second()
    await second()
    expect(sent).toHaveLength(2)
    expect(sent[1]).toMatchObject({ joined: { length: 50 }, left: [] })
  })

  it('is told with the last known number while the state cannot be asked', async () => {
    const { presenceDigest, sent, there, second } = digestOf()
    presenceDigest.came(ann)
    await second()
    there.count = () => Promise.reject(new Error('down'))
    presenceDigest.went(ann)
    await second()
    expect(sent[1]).toEqual(presence([], [ann], 2))
  })

  it('is not told any more once the room is closed', async () => {
    const { presenceDigest, sent, second } = digestOf()
    presenceDigest.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    presenceDigest.came(bo)
    presenceDigest.stop()
    await second()
    expect(sent).toHaveLength(1)
  })
})
