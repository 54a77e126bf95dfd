import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FrameOf } from '../../../../miniprogram/protocol/index'
import type { Look } from '../../../../miniprogram/rooms/room'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices
/** The pages that were read of the lobby. */
let pages: FrameOf<'history'>[]

beforeEach(async () => {
  devices = await openTwoDevices()
  const lobby = devices.server.room('lobby')
  const { page } = lobby
  pages = []
  vi.spyOn(lobby, 'page').mockImplementation((frame, person) => {
    pages.push(frame)
    return page.call(lobby, frame, person)
  })
})

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`)

/** So much was said in the lobby while nobody heard of it, and Ann has read up to `read`. */
function wereSaid(count: number, read: number): void {
  const room = devices.server.room('lobby')
  const from = { id: 'cy', name: 'cy', avatar: '' }
  for (let said = 0; said < count; said += 1) {
    const seq = room.top + 1
    room.messages.push({ seq, id: `c${seq}`, from, kind: 'text', body: `${seq}`, time: seq })
  }
  room.read('ann', read)
}

/** Ann leaves, and comes back when this has happened. */
async function comesBackAfter(happened: () => void): Promise<void> {
  const { ann, clock } = devices
  ann.leave()
  happened()
  await settles(ann.app.roomList.refresh())
  ann.enter('lobby')
  await clock.until(() => ann.page.state?.live === true)
}

async function settles<T>(action: Promise<T>): Promise<T> {
  await devices.clock.advance(1_000)
  return action
}

const look = (from: number, to: number, more: Partial<Look> = {}): Look => ({
  ...{ from, to, place: { seq: from, top: -7 }, isEnd: false },
  ...more,
})
const read = () => devices.server.room('lobby').readBy('ann')

describe('a room with unread messages', () => {
  it('opens at the first of somebody else, though one has said much that one did not see', async () => {
    const room = devices.server.room('lobby')
    const from = { id: 'ann', name: 'Ann', avatar: '' }
    await comesBackAfter(() => {
      for (let seq = room.top + 1; seq <= 300; seq += 1)
        room.messages.push({ seq, id: `a${seq}`, from, kind: 'text', body: `${seq}`, time: seq })
      wereSaid(3, 0)
    })
    const { opening } = devices.ann.page
    expect([pages, opening?.place, opening?.read, opening?.unread]).toEqual([[], 'unread', 300, 3])
  })

  it('opens at the first of them, however far back, by one page around it', async () => {
    await comesBackAfter(() => wereSaid(2_000, 700))
    const { page } = devices.ann
    expect(pages).toMatchObject([{ around: 701 }])
    expect(page.texts).toEqual(numbers(677, 725))
    expect(page.opening).toMatchObject({ read: 700, unread: 100, place: 'unread', newer: true, more: true })
  })

  it('opens at the first of them where the phone has it, and reads nothing for that', async () => {
    await comesBackAfter(() => wereSaid(40, 20))
    expect(pages).toEqual([])
    expect(devices.ann.page.opening).toMatchObject({ read: 20, unread: 20, place: 'unread', newer: false })
    expect(devices.ann.page.texts).toEqual(numbers(1, 40))
  })

  it('has them all as unread behind what the phone kept, and none of them as new', async () => {
    await comesBackAfter(() => wereSaid(30, 30))
    await comesBackAfter(() => wereSaid(120, 30))
    const { page } = devices.ann
    expect(page.texts).toEqual(numbers(1, 150))
    expect(page.opening).toMatchObject({ read: 30, unread: 100, place: 'unread' })
    expect(page.arrived).toBe(0)
  })

  it('shows the newest when the page cannot be had', async () => {
    const lobby = devices.server.room('lobby')
    vi.mocked(lobby.page).mockReturnValue(undefined)
    await comesBackAfter(() => wereSaid(2_000, 700))
    expect(devices.ann.page.texts).toEqual(numbers(1_951, 2_000))
  })
})

describe('a reader far back', () => {
  beforeEach(() => comesBackAfter(() => wereSaid(500, 200)))

  it('reads on page by page at both ends, until the list is one with the newest again', async () => {
    const { page, room } = devices.ann
    await settles(room.loadOlder())
    expect(page.texts).toEqual(numbers(127, 225))
    for (let at = 0; at < 6; at += 1) await settles(room.loadNewer())
    expect(page.texts).toEqual(numbers(127, 500))
    expect(page.newer).toBe(false)
    expect(pages).toMatchObject([
      { around: 201 },
      { before: 177 },
      ...[225, 275, 325, 375, 425].map((after) => ({ after })),
    ])
    devices.bo.room.say('and on')
    await devices.clock.advance(1_000)
    expect(page.texts.slice(-2)).toEqual(['500', 'and on'])
  })

  it('is told how many came meanwhile, and is not taken there', async () => {
    const { page } = devices.ann
    devices.bo.room.say('new')
    await devices.clock.advance(1_000)
    expect(page.arrived).toBe(1)
    expect(page.texts).toEqual(numbers(177, 225))
  })

  it('sees what happens to messages there', async () => {
    const { bo, ann } = devices
    const room = devices.server.room('lobby')
    const { from } = room.messages[209] ?? { from: { id: '', name: '', avatar: '' } }
    bo.enter('lobby')
    await settles(bo.room.react(210, '👍', true))
    const edit = {
      seq: room.top + 1,
      id: 'e',
      from,
      kind: 'edit' as const,
      body: { seq: 211, text: 'mended' },
    }
    room.add({ ...edit, time: 1 })
    for (const seq of [212, 300])
      room.add({ ...edit, seq: room.top + 1, id: `r${seq}`, kind: 'recall', body: { seq }, time: 1 })
    bo.room.say('wakes the others')
    await devices.clock.advance(2_000)
    const lines = ann.page.lines.slice(33, 36)
    expect(lines[0]?.reactions).toEqual([{ emoji: '👍', count: 1, mine: false }])
    expect(lines[1]).toMatchObject({ text: 'mended', edited: true })
    expect(lines[2]).toMatchObject({ kind: 'recalled' })
    // Also of what is not loaded.
    expect(ann.page.taken).toEqual([212, 300])
  })

  it('sees an own reaction there at once, and once only', async () => {
    const { page, room } = devices.ann
    const done = room.react(210, '👍', true)
    expect(page.lines[33]?.reactions).toEqual([{ emoji: '👍', count: 1, mine: true }])
    await settles(done)
    expect(page.lines[33]?.reactions).toEqual([{ emoji: '👍', count: 1, mine: true }])
  })

  it('is taken back to the newest by what they say', async () => {
    const { page, room } = devices.ann
    room.say('hello')
    expect(page.opening?.place).toBe('newest')
    expect(page.texts).toEqual([...numbers(451, 500), 'hello'])
    await devices.clock.advance(1_000)
    expect(page.lines.at(-1)).toMatchObject({ text: 'hello', seq: 501, status: 'sent' })
  })

  it('has read what follows on what was read before, and not what was jumped over', async () => {
    const { room, page } = devices.ann
    room.looked(look(196, 215))
    await devices.clock.advance(2_000)
    expect(read()).toBe(215)
    await settles(room.seek(400))
    room.looked(look(395, 410))
    await devices.clock.advance(2_000)
    expect(read()).toBe(215)
    // The end of what is loaded far back is not the newest.
    room.looked(look(395, 424, { isEnd: true }))
    await devices.clock.advance(2_000)
    expect(read()).toBe(215)
    room.toNewest()
    expect(page.texts).toEqual(numbers(451, 500))
    room.looked(look(480, 500, { isEnd: true }))
    await devices.clock.advance(2_000)
    expect(read()).toBe(500)
  })
})

describe('a jump', () => {
  beforeEach(() => comesBackAfter(() => wereSaid(5_000, 5_000)))

  it('to any message costs one page', async () => {
    const { page, room } = devices.ann
    expect(await settles(room.seek(17))).toBe(true)
    expect(pages).toMatchObject([{ around: 17 }])
    expect(page.opening?.place).toEqual({ seq: 17 })
    expect(page.texts).toEqual(numbers(1, 41))
    expect(await settles(room.seek(40))).toBe(true)
    expect(await settles(room.seek(4_990))).toBe(true)
    expect(pages).toHaveLength(1)
    expect(page.texts).toEqual(numbers(4_951, 5_000))
  })

  it('to a message right before the newest page makes one list of the two', async () => {
    const { page, room } = devices.ann
    await settles(room.seek(4_945))
    expect(page.texts).toEqual(numbers(4_921, 5_000))
    expect(page.newer).toBe(false)
  })

  it('that comes too late, for the reader wants to be elsewhere, shows nothing', async () => {
    const { page, room } = devices.ann
    const [first, second] = [room.seek(17), room.seek(2_000)]
    expect(await settles(Promise.all([first, second]))).toEqual([false, true])
    expect(page.texts).toContain('2000')
    const third = room.seek(17)
    room.toNewest()
    expect(await settles(third)).toBe(false)
    expect(page.texts).toEqual(numbers(4_951, 5_000))
  })

  it('to what is not there is refused, and the list stays', async () => {
    const { page, room } = devices.ann
    const jump = expect(room.seek(6_000)).rejects.toMatchObject({ code: 'unknown-message' })
    await settles(jump)
    expect(page.texts).toEqual(numbers(4_951, 5_000))
  })
})

describe('a room that was left', () => {
  beforeEach(() => comesBackAfter(() => wereSaid(500, 500)))

  it('far back opens there again, when nothing is unread', async () => {
    await settles(devices.ann.room.seek(100))
    devices.ann.room.looked(look(96, 110))
    await comesBackAfter(() => {})
    expect(devices.ann.page.opening?.place).toEqual({ seq: 96, top: -7 })
    expect(devices.ann.page.texts).toContain('100')
    expect(devices.ann.page.newer).toBe(true)
  })

  it('far back shows the newest until that place is loaded, and then that place, whatever was looked at meanwhile', async () => {
    const { ann, clock } = devices
    await settles(ann.room.seek(100))
    ann.room.looked(look(96, 110))
    ann.leave()
    ann.enter('lobby')
    expect(ann.page.opening?.place).toBe('newest')
    await clock.until(() => pages.length === 2)
    ann.room.looked(look(480, 490))
    await clock.until(() => ann.page.state?.live === true)
    expect(ann.page.opening?.place).toEqual({ seq: 96, top: -7 })
    expect(ann.page.texts).toContain('100')
  })

  it('far back opens at the first unread message, when there is one', async () => {
    await settles(devices.ann.room.seek(100))
    devices.ann.room.looked(look(96, 110))
    await comesBackAfter(() => wereSaid(5, 500))
    expect(devices.ann.page.opening).toMatchObject({ place: 'unread', read: 500, unread: 5 })
  })

  it('at its end opens at its end', async () => {
    devices.ann.room.looked(look(490, 500, { isEnd: true }))
    await comesBackAfter(() => {})
    expect(devices.ann.page.opening?.place).toBe('newest')
  })
})
