import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerFrame } from '#protocol'
import { Arrivals } from '../../../../../server/chat/live/arrivals'
import { ann, bo } from './lines'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

function arrivalsOf() {
  const sent: ServerFrame[] = []
  const there = { count: async () => 2 }
  const arrivals = new Arrivals(
    'r',
    () => there.count(),
    (frame) => sent.push(frame),
  )
  return { arrivals, sent, there, second: () => vi.advanceTimersByTimeAsync(1_000) }
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
    const { arrivals, sent } = arrivalsOf()
    arrivals.came(ann)
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([presence([ann], [])])
  })

  it('is gathered into one frame a second', async () => {
    const { arrivals, sent, second } = arrivalsOf()
    arrivals.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    const others = Array.from({ length: 7 }, (_, at) => ({ ...bo, id: `bo${at}` }))
    for (const one of others) arrivals.came(one)
    arrivals.went(ann)
    await second()
    expect(sent).toEqual([presence([ann], []), presence(others, [ann])])
  })

  it('is not told when they are gone and back within the second, or came and went', async () => {
    const { arrivals, sent, second } = arrivalsOf()
    arrivals.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    arrivals.went(ann)
    arrivals.came(ann)
    arrivals.came(bo)
    arrivals.went(bo)
    await second()
    await second()
    expect(sent).toEqual([presence([ann], [])])
  })

  it('is told by the number alone beyond fifty people in a second', async () => {
    const { arrivals, sent, second } = arrivalsOf()
    arrivals.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    for (let one = 0; one < 80; one += 1) arrivals.came({ ...bo, id: `bo${one}` })
    await second()
    await second()
    expect(sent).toHaveLength(2)
    expect(sent[1]).toMatchObject({ joined: { length: 50 }, left: [] })
  })

  it('is told with the last known number while the state cannot be asked', async () => {
    const { arrivals, sent, there, second } = arrivalsOf()
    arrivals.came(ann)
    await second()
    there.count = () => Promise.reject(new Error('down'))
    arrivals.went(ann)
    await second()
    expect(sent[1]).toEqual(presence([], [ann], 2))
  })

  it('is not told any more once the room is closed', async () => {
    const { arrivals, sent, second } = arrivalsOf()
    arrivals.came(ann)
    await vi.advanceTimersByTimeAsync(1)
    arrivals.came(bo)
    arrivals.stop()
    await second()
    expect(sent).toHaveLength(1)
  })
})
