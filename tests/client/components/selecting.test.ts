// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon'
import { openTwoDevices, type TwoDevices } from '../../support/two-devices'
import { act, type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let devices: TwoDevices
let isConfirmed = true
const asked: string[] = []
const copied: string[] = []
const opened: string[] = []

beforeAll(() => {
  stage = new Stage(
    {},
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667 }),
      getStorageSync: () => '',
      setStorageSync: () => {},
      onKeyboardHeightChange: () => {},
      offKeyboardHeightChange: () => {},
      nextTick: (run: () => void) => run(),
      showToast: () => {},
      showModal: async ({ content }: { content: string }) => {
        asked.push(content)
        return { confirm: isConfirmed }
      },
      setClipboardData: ({ data }: { data: string }) => copied.push(data),
      navigateTo: ({ url }: { url: string }) => opened.push(url),
    },
  )
})
beforeEach(async () => {
  devices = await openTwoDevices()
  for (const list of [asked, copied, opened]) list.length = 0
  isConfirmed = true
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const list = (view: Part) => view.querySelector('#list')
const bubbles = (view: Part) => list(view)?.querySelectorAll('.message') ?? []
const ticks = (view: Part) => bubbles(view).map((bubble) => bubble.data.pick)
const bar = (view: Part) => view.querySelector('#select')

/** The lobby as Ann has it before her, with three messages of Bo in it, and the second one ticked. */
async function selecting(): Promise<Part> {
  for (const text of ['one', 'two', 'three']) devices.bo.room.say(text)
  devices.ann.leave()
  await devices.clock.advance(3_000)
  stage.app = devices.ann.app
  const view = stage.show('components/room-view/room-view', { room: 'lobby' })
  await vi.waitFor(async () => {
    await devices.clock.advance(500)
    expect(bubbles(view)).toHaveLength(3)
  }, soon)
  await act(bubbles(view)[1]?.querySelector('.bubble'), 'longpress', { x: 100, y: 300 })
  const items = list(view)?.querySelector('.menu')?.querySelectorAll('.item') ?? []
  await act(
    items.find((item) => textOf(item) === '多选'),
    'tap',
  )
  return view
}

const tick = (view: Part, at: number) => act(bubbles(view)[at]?.querySelector('.pick'), 'tap')

async function choose(view: Part, at: number): Promise<void> {
  await act(bar(view)?.querySelectorAll('.way')[at], 'tap')
  await devices.clock.advance(1_000)
}

describe('several messages', () => {
  it('are ticked by a tap wherever on them it is, and again to take the tick off', async () => {
    const view = await selecting()
    expect(ticks(view)).toEqual(['off', 'on', 'off'])
    expect(textOf(view)).toContain('已选 1 条')
    await tick(view, 0)
    await act(bubbles(view)[2]?.querySelector('.bubble'), 'longpress', { x: 100, y: 300 })
    expect(ticks(view)).toEqual(['on', 'on', 'on'])
    await tick(view, 1)
    expect(textOf(view)).toContain('已选 2 条')
    await act(bar(view)?.querySelector('.close'), 'tap')
    expect(ticks(view)).toEqual(['', '', ''])
    expect(bar(view)).toBeUndefined()
  })

  it('are copied in the order of the room, with their authors', async () => {
    const view = await selecting()
    await tick(view, 0)
    await choose(view, 1)
    expect(copied).toHaveLength(1)
    expect(copied[0]).toMatch(/^bo [\d:]+\none\n\nbo [\d:]+\ntwo$/)
    expect(ticks(view)).toEqual(['', '', ''])
  })

  it('are forwarded together', async () => {
    const view = await selecting()
    await tick(view, 2)
    await choose(view, 0)
    expect(opened).toEqual(['/pages/forward/forward?room=lobby&seqs=2.3'])
  })

  it('come into one’s favourites one by one', async () => {
    const view = await selecting()
    await tick(view, 2)
    await choose(view, 2)
    await devices.clock.advance(2_000)
    const kept = devices.server.room('notes-ann').messages
    expect(kept.map(({ body }) => body)).toEqual(['two', 'three'])
  })

  it('are deleted for the reader alone, once they are sure', async () => {
    const view = await selecting()
    await tick(view, 2)
    isConfirmed = false
    await choose(view, 3)
    expect(asked).toEqual(['删除选中的 2 条消息？只从你的设备上删除，其他人仍能看到'])
    expect(ticks(view)).toEqual(['off', 'on', 'on'])
    isConfirmed = true
    await choose(view, 3)
    await vi.waitFor(async () => {
      await devices.clock.advance(500)
      expect(bubbles(view)).toHaveLength(1)
    }, soon)
    expect(devices.bo.page.texts).toEqual(['one', 'two', 'three'])
  })

  it('are fewer when one of them is recalled', async () => {
    const view = await selecting()
    await tick(view, 2)
    const recalling = devices.bo.room.recall(2)
    await devices.clock.advance(2_000)
    await recalling
    await vi.waitFor(() => expect(textOf(view)).toContain('已选 1 条'), soon)
    await choose(view, 0)
    expect(opened).toEqual(['/pages/forward/forward?room=lobby&seqs=3'])
  })
})
