// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon'
import { openTwoDevices, type TwoDevices } from '../../support/two-devices'
import { act, type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let devices: TwoDevices
const toasts: string[] = []
const copied: string[] = []
const asked: string[] = []
const went: string[] = []
let isConfirmed = true

beforeAll(() => {
  stage = new Stage(
    {},
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667 }),
      onKeyboardHeightChange: () => {},
      offKeyboardHeightChange: () => {},
      nextTick: (run: () => void) => run(),
      showToast: ({ title }: { title: string }) => toasts.push(title),
      showModal: ({ content }: { content: string }) => {
        asked.push(content)
        return Promise.resolve({ confirm: isConfirmed })
      },
      reLaunch: ({ url }: { url: string }) => went.push(url),
      setClipboardData: ({ data }: { data: string }) => copied.push(data),
    },
  )
})
beforeEach(async () => {
  devices = await openTwoDevices()
  devices.ann.leave()
  stage.app = devices.ann.app
  toasts.length = 0
  copied.length = 0
  asked.length = 0
  went.length = 0
  isConfirmed = true
})
afterEach(() => {
  stage.clear()
})
afterAll(() => stage.close())

const list = (view: Part) => view.querySelector('#list')
const bubbles = (view: Part) => list(view)?.querySelectorAll('.message') ?? []
const composer = (view: Part) => view.querySelector('#composer')

/** Ann opens the lobby. */
async function open(): Promise<Part> {
  const view = stage.show('components/room-view/room-view', { room: 'lobby' })
  await vi.waitFor(() => expect(list(view)?.data.isPlaced).toBe(true), soon)
  await devices.clock.advance(1_000)
  return view
}

async function say(view: Part, value: string): Promise<void> {
  await act(composer(view)?.querySelector('.field'), 'input', { value })
  await act(composer(view)?.querySelector('.send'), 'tap')
}

/** Lets phones and server go on, until the screen reads so. */
async function reads(view: Part, text: string | RegExp): Promise<void> {
  await devices.clock.advance(1_000)
  await vi.waitFor(() => expect(textOf(view)).toMatch(text), soon)
}

/** Holds a message and taps a line of its menu. */
async function choose(view: Part, at: number, label: string): Promise<void> {
  await act(bubbles(view)[at]?.querySelector('.bubble'), 'longpress', { x: 100, y: 200 })
  const items = list(view)?.querySelector('.menu')?.querySelectorAll('.item') ?? []
  await act(
    items.find((item) => textOf(item) === label),
    'tap',
  )
}

/** The reader has gone up in a list that is much longer than the screen. */
async function scrollUp(view: Part): Promise<void> {
  const scroll = list(view)?.querySelector('#scroll')
  await act(scroll, 'scroll', { scrollTop: 5_000, scrollHeight: 9_000 })
  await act(scroll, 'scroll', { scrollTop: 3_000, scrollHeight: 9_000 })
}

/** Lets phones and server go on until it is done. */
async function finish(action: Promise<unknown>): Promise<void> {
  await devices.clock.advance(1_000)
  await action
}

describe('a room', () => {
  it('dates what was said just now as of today on a phone whose clock is a day off, either way', async () => {
    for (const ahead of [-86_400_000, 86_400_000]) {
      devices.ann.wechat.setClock(ahead)
      devices.bo.room.say('now')
      const view = await open()
      const times = list(view)?.querySelectorAll('.when-text') ?? []
      expect(times.map(textOf)).toEqual([expect.stringMatching(/^\d\d:\d\d$/)])
      stage.clear()
    }
  })

  it('brings back what was begun, and tells nobody that it is being written', async () => {
    const { app } = devices.ann
    let told = 0
    const typing = () => {
      told += 1
    }
    stage.app = { ...app, enterRoom: (id, hooks) => Object.assign(app.enterRoom(id, hooks), { typing }) }
    app.drafts.set('lobby', 'half a thought')
    const view = await open()
    expect(composer(view)?.data.text).toBe('half a thought')
    expect(told).toBe(0)
    await act(composer(view)?.querySelector('.field'), 'input', { value: 'half a thought and' })
    expect(told).toBe(1)
  })

  it('offers to recall what was said just now on a phone whose clock is an hour ahead', async () => {
    devices.ann.wechat.setClock(3_600_000)
    const view = await open()
    await say(view, 'wait')
    await reads(view, /wait/)
    await choose(view, 0, '撤回')
    await reads(view, '你撤回了一条消息')
  })

  it('shows what others say as they say it', async () => {
    const view = await open()
    expect(textOf(view)).toContain('还没有消息，打个招呼吧')
    devices.bo.room.say('hello Ann')
    await reads(view, /bohello Ann/)
  })

  it('shows an own message at once, also without a network, and sends it when there is one', async () => {
    const view = await open()
    devices.ann.wechat.loseNetwork()
    await say(view, 'from the tunnel')
    await reads(view, /from the tunnel/)
    expect(bubbles(view)[0]?.querySelector('.spinner')).toBeDefined()
    devices.ann.wechat.findNetwork()
    await devices.clock.until(() => devices.server.room('lobby').messages.length === 1, 60_000)
    await vi.waitFor(() => expect(bubbles(view)[0]?.querySelector('.spinner')).toBeUndefined(), soon)
    expect(bubbles(view)).toHaveLength(1)
  })

  it('gives back what cannot be sent, and says why', async () => {
    const view = await open()
    await say(view, 'half an emoji \ud83d')
    expect(toasts).toEqual(['文字里有无法发送的字符'])
    expect(composer(view)?.data.text).toBe('half an emoji \ud83d')
  })

  it('keeps what was begun for the next visit', async () => {
    const view = await open()
    await act(composer(view)?.querySelector('.field'), 'input', { value: 'to be continued' })
    stage.clear()
    expect(composer(await open())?.data.text).toBe('to be continued')
  })

  it('has a line above what was not read yet', async () => {
    for (const text of ['old', 'new', 'newest']) devices.bo.room.say(text)
    await devices.clock.advance(2_000)
    const subscription = devices.ann.enter('lobby')
    await devices.clock.advance(2_000)
    subscription.markRead(1)
    await devices.clock.advance(2_000)
    devices.ann.leave()
    const view = await open()
    await reads(view, /old.*以下是新消息.*new/)
  })
})

describe('a reader of old messages', () => {
  it('is not pulled down, sees how many are new, and gets there by a tap', async () => {
    devices.bo.room.say('first')
    await devices.clock.advance(1_000)
    devices.ann.enter('lobby')
    await devices.clock.advance(1_000)
    devices.ann.room.markRead()
    devices.ann.leave()
    const view = await open()
    await reads(view, /first/)
    await scrollUp(view)
    devices.bo.room.say('second')
    devices.bo.room.say('third')
    await reads(view, /2 条新消息/)
    await finish(devices.bo.room.recall(2))
    await reads(view, /1 条新消息/)
    await act(list(view)?.querySelector('.pill'), 'tap')
    await vi.waitFor(() => expect(list(view)?.querySelector('.pill')).toBeUndefined(), soon)
  })

  it('is taken along by what they say themselves', async () => {
    devices.bo.room.say('first')
    const view = await open()
    await scrollUp(view)
    await say(view, 'mine')
    await reads(view, /mine/)
    expect(list(view)?.querySelector('.pill')).toBeUndefined()
  })
})

describe('the menu of a message', () => {
  it('copies its text', async () => {
    devices.bo.room.say('copy me')
    const view = await open()
    await choose(view, 0, '复制')
    expect(copied).toEqual(['copy me'])
    expect(list(view)?.querySelector('.menu')).toBeUndefined()
  })

  it('takes an own message back for everyone, and offers its text again', async () => {
    const view = await open()
    await say(view, 'too early')
    await reads(view, /too early/)
    await choose(view, 0, '撤回')
    await reads(view, /你撤回了一条消息重新编辑/)
    expect(textOf(view)).not.toContain('too early')
    await act(bubbles(view)[0]?.querySelector('.edit'), 'tap')
    expect(composer(view)?.data.text).toBe('too early')
    expect(devices.bo.page.lines).toMatchObject([{ kind: 'recalled', text: '' }])
  })

  it('offers no recall of what others said', async () => {
    devices.bo.room.say('not yours')
    const view = await open()
    await act(bubbles(view)[0]?.querySelector('.bubble'), 'longpress', { x: 0, y: 0 })
    const menu = list(view)?.querySelector('.menu')
    const labels = ['复制', '回复', '转发', '置顶', '收藏', '多选', '标为未读', '删除']
    expect(menu?.querySelectorAll('.item').map(textOf)).toEqual(labels)
  })

  it('answers a message: the answer shows what it answers', async () => {
    devices.bo.room.say('tea or coffee?')
    const view = await open()
    await choose(view, 0, '回复')
    await vi.waitFor(() => expect(textOf(view)).toContain('回复 bo'), soon)
    await say(view, 'tea')
    await reads(view, /botea or coffee\?tea/)
    expect(composer(view)?.querySelector('.reply')).toBeUndefined()
    expect(devices.server.room('lobby').messages[1]).toMatchObject({ body: 'tea', reply: 1 })
  })

  it('is gone with the message that is recalled behind it', async () => {
    devices.bo.room.say('tea or coffee?')
    const view = await open()
    await act(bubbles(view)[0]?.querySelector('.bubble'), 'longpress', { x: 0, y: 0 })
    expect(list(view)?.querySelector('.menu')).toBeDefined()
    await finish(devices.bo.room.recall(1))
    await vi.waitFor(() => expect(list(view)?.querySelector('.menu')).toBeUndefined(), soon)
  })

  it('removes what another said when the owner is sure, who cannot edit it', async () => {
    devices.server.room('lobby').owner = 'ann'
    const refreshing = devices.ann.app.roomList.refresh()
    await finish(refreshing)
    devices.bo.room.say('buy this')
    const view = await open()
    await reads(view, /buy this/)
    isConfirmed = false
    await choose(view, 0, '移除')
    expect(asked).toEqual(['移除 bo 的这条消息？所有人都将看不到它，且无法恢复'])
    await reads(view, /buy this/)
    isConfirmed = true
    await choose(view, 0, '移除')
    await reads(view, /群主移除了 bo 的一条消息/)
    expect(textOf(view)).not.toMatch(/buy this|重新编辑/)
    expect(devices.bo.page.lines).toMatchObject([{ kind: 'recalled', removed: true, text: '' }])
  })

  it('deletes a message for the reader alone, once they are sure', async () => {
    for (const text of ['keep this', 'not this']) devices.bo.room.say(text)
    const view = await open()
    await reads(view, /not this/)
    isConfirmed = false
    await choose(view, 1, '删除')
    expect(asked).toEqual(['只在你的所有设备上删除，其他人仍能看到。无法恢复。'])
    await reads(view, /not this/)
    isConfirmed = true
    await choose(view, 1, '删除')
    await devices.clock.advance(1_000)
    await vi.waitFor(() => expect(bubbles(view)).toHaveLength(1), soon)
    expect(textOf(view)).not.toContain('not this')
    expect(devices.bo.page.texts).toEqual(['keep this', 'not this'])
  })

  it('marks the room unread from a message on, and leaves it', async () => {
    for (const text of ['one', 'two', 'three']) devices.bo.room.say(text)
    const view = await open()
    await reads(view, /three/)
    await choose(view, 1, '标为未读')
    await devices.clock.advance(1_000)
    await vi.waitFor(() => expect(went).toEqual(['/pages/home/home']), soon)
    expect(devices.server.room('lobby').private.marked.get('ann')).toBe(2)
  })

  it('offers the text of what the owner removed to nobody, its author neither', async () => {
    devices.server.room('lobby').owner = 'bo'
    const view = await open()
    await say(view, 'buy this')
    await reads(view, /buy this/)
    await finish(devices.bo.room.recall(1))
    await reads(view, /群主移除了 ann 的一条消息/)
    expect(textOf(view)).not.toContain('重新编辑')
  })

  it('no longer shows the bar of an answer when what it answers is recalled', async () => {
    devices.bo.room.say('tea or coffee?')
    const view = await open()
    await choose(view, 0, '回复')
    const bar = () => textOf(composer(view) as Part)
    await vi.waitFor(() => expect(bar()).toContain('tea or coffee?'))
    await finish(devices.bo.room.recall(1))
    await vi.waitFor(() => expect(composer(view)?.querySelector('.reply')).toBeUndefined(), soon)
    expect(bar()).not.toContain('tea or coffee?')
    await say(view, 'hello')
    await reads(view, /hello/)
    expect(devices.server.room('lobby').messages[2]).not.toHaveProperty('reply')
  })
})
