import { describe, expect, it } from 'vitest'
import type { RoomHub } from '../../../../../server/chat/live/room-hub'
import { RoomHubs } from '../../../../../server/chat/live/room-hubs'

/** Hubs whose opening a test holds up or fails; `closed` are those that were let go for good. */
function hubsOf(open: (room: string) => Promise<void> = async () => undefined) {
  const made: string[] = []
  const closed: string[] = []
  const hubs = new RoomHubs((room) => {
    made.push(room)
    // All that is done with a hub here.
    return { id: room, open: () => open(room), close: () => closed.push(room) } as unknown as RoomHub
  })
  return { hubs, made, closed }
}

describe('a hub', () => {
  it('is made once, however many hold it at the same time', async () => {
    const { hubs, made } = hubsOf()
    const [one, other] = await Promise.all([hubs.hold('r'), hubs.hold('r')])
    expect([one === other, hubs.get('r') === one, made]).toEqual([true, true, ['r']])
  })

  it('lives until it was let go as often as it was held', async () => {
    const { hubs, closed } = hubsOf()
    const hub = await hubs.hold('r')
    await hubs.hold('r')
    hubs.letGo(hub)
    expect([closed, hubs.get('r')]).toEqual([[], hub])
    hubs.letGo(hub)
    expect([closed, hubs.get('r')]).toEqual([['r'], undefined])
  })

  it('is a new one after that, and the old one cannot be let go in its place', async () => {
    const { hubs, made, closed } = hubsOf()
    const old = await hubs.hold('r')
    hubs.letGo(old)
    const fresh = await hubs.hold('r')
    hubs.letGo(old)
    expect([made, closed, hubs.get('r') === fresh, fresh === old]).toEqual([['r', 'r'], ['r'], true, false])
  })

  it('that cannot be opened is held by nobody, and the next one tries again', async () => {
    let broken = true
    const { hubs, closed } = hubsOf(async () => {
      if (broken) throw new Error('down')
    })
    const tries = await Promise.allSettled([hubs.hold('r'), hubs.hold('r')])
    expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([closed, hubs.get('r')]).toEqual([['r'], undefined])
    broken = false
    expect(await hubs.hold('r')).toBe(hubs.get('r'))
  })
})
