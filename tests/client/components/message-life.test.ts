// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Line } from '../../../miniprogram/messages/line'
import type { RoomHooks, RoomState } from '../../../miniprogram/rooms/room'
import type { RoomHandle } from '../../../miniprogram/rooms/room-handle'
import { ConnectionStore } from '../../../miniprogram/stores/connection-store'
import { observable } from '../../../miniprogram/stores/observable'
import { soon } from '../../support/soon'
import { noCalls } from '../support/no-calls'
import { noVoices } from '../support/no-voices'
import { act, type Part, Stage, textOf } from '../support/stage'

const ann = { id: 'ann', name: 'Ann', avatar: '' }
const bo = { id: 'bo', name: 'Bo', avatar: '' }

let stage: Stage
let hooks: RoomHooks = {}
let lines: Line[] = []
let calls: unknown[][] = []
let refusal: string | undefined
const toasts: string[] = []
const copied: string[] = []
const drafts = new Map<string, string>()

/** A room in which each call is noted down, and refused where the test says so. */
const told =
  (name: string, answer?: unknown) =>
  (...values: unknown[]) => {
    calls.push([name, ...values])
    return refusal === undefined ? Promise.resolve(answer) : Promise.reject(refusal)
  }
const handle = {
  leave() {},
  markRead() {},
  looked() {},
  typing() {},
  lines: () => lines,
  loadOlder: () => Promise.resolve(),
  edit: (...values: unknown[]) => void calls.push(['edit', ...values]),
  discard: (...values: unknown[]) => void calls.push(['discard', ...values]),
  send: (...values: unknown[]) => void calls.push(['send', ...values]),
  react: told('react'),
  reactors: told('reactors', { people: [bo], more: false }),
  pin: told('pin'),
  loadPins: told('loadPins'),
  seek: told('seek', true),
} as unknown as RoomHandle

beforeAll(() => {
  stage = new Stage(
    {
      connection: new ConnectionStore(),
      ...noVoices(),
      ...noCalls(),
      me: observable(ann) as never,
      enterRoom: (_, given) => {
        hooks = given
        return handle
      },
      drafts: {
        get: () => '',
        set: (room: string, text: string) => drafts.set(room, text),
        save() {},
      } as never,
      uploads: observable([]) as never,
      roomList: { row: () => undefined } as never,
      whenIn: (run) => {
        run()
        return () => {}
      },
      clock: { now: () => 100_000, onMoved: () => () => {} },
    },
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getWindowInfo: () => ({ windowWidth: 320, windowHeight: 568 }),
      getStorageSync: () => '',
      setStorageSync: () => {},
      onKeyboardHeightChange: () => {},
      offKeyboardHeightChange: () => {},
      nextTick: (run: () => void) => run(),
      showToast: ({ title }: { title: string }) => toasts.push(title),
      setClipboardData: ({ data }: { data: string }) => copied.push(data),
    },
  )
})
beforeEach(() => {
  calls = []
  refusal = undefined
  toasts.length = 0
  drafts.clear()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

function line(seq: number, change: Partial<Line> = {}): Line {
  const plain = { key: `k${seq}`, seq, id: `m${seq}`, from: bo, mine: false, kind: 'text' as const }
  return { ...plain, text: `text ${seq}`, time: 90_000, status: 'sent', mentionsMe: false, ...change }
}

const mine = { from: ann, mine: true }

async function open(shown: Line[], state: Partial<RoomState> = {}): Promise<Part> {
  lines = shown
  const view = stage.show('components/room-view/room-view', { room: 'r' })
  hooks.onLines?.({ type: 'all', lines, more: false, newer: false, read: 0, unread: 0, place: 'unread' })
  const plain = { id: 'r', kind: 'group', title: 'R', role: 'member', members: 2, online: 2 } as const
  hooks.onState?.({
    ...{ ...plain, peerRead: 0, live: true, sending: 0, editMs: 20_000, pinned: [] },
    ...state,
  })
  await vi.waitFor(() => expect(view.querySelector('#list')?.data.isPlaced).toBe(true), soon)
  return view
}

const list = (view: Part) => view.querySelector('#list')
const bubbles = (view: Part) => list(view)?.querySelectorAll('.message') ?? []
const composer = (view: Part) => view.querySelector('#composer')
const menu = (view: Part) => list(view)?.querySelector('.menu')

async function hold(view: Part, at: number): Promise<void> {
  await act(bubbles(view)[at]?.querySelector('.bubble'), 'longpress', { x: 100, y: 300 })
}

async function choose(view: Part, at: number, label: string): Promise<void> {
  await hold(view, at)
  const items = menu(view)?.querySelectorAll('.item') ?? []
  await act(
    items.find((item) => textOf(item) === label),
    'tap',
  )
}

async function write(view: Part, value: string): Promise<void> {
  await act(composer(view)?.querySelector('.field'), 'input', { value })
}

const send = (view: Part) => act(composer(view)?.querySelector('.send'), 'tap')

describe('the menu of a message', () => {
  it('has six emojis and all others; one that is on already is taken off', async () => {
    const view = await open([line(1, { reactions: [{ emoji: '😂', count: 2, mine: true }] })])
    await hold(view, 0)
    const emojis = menu(view)?.querySelectorAll('.emoji') ?? []
    expect(emojis.map(textOf)).toEqual(['👍', '❤️', '😂', '😮', '😢', '🙏', ''])
    await act(emojis[0], 'tap')
    expect(menu(view)).toBeUndefined()
    await hold(view, 0)
    await act(menu(view)?.querySelectorAll('.emoji')[2], 'tap')
    expect(calls).toEqual([
      ['react', 1, '👍', true],
      ['react', 1, '😂', false],
    ])
  })

  it('leads to the panel with all emojis', async () => {
    const view = await open([line(1)])
    await hold(view, 0)
    await act(menu(view)?.querySelector('.more'), 'tap')
    const sheet = view.querySelector('#reactions')
    await act(sheet?.querySelector('.panel')?.querySelectorAll('.emoji')[0], 'tap')
    expect(calls).toEqual([['react', 1, '😀', true]])
    expect(sheet?.querySelector('.sheet')).toBeUndefined()
  })

  it('has no emojis at what is not sent, and fits into 320 px', async () => {
    const view = await open([line(0, { ...mine, status: 'failed' }), line(2, { ...mine, reactions: [] })])
    await hold(view, 0)
    expect(menu(view)?.querySelector('.emoji')).toBeUndefined()
    await act(menu(view)?.querySelector('.mask'), 'tap')
    await hold(view, 1)
    expect(menu(view)?.data).toMatchObject({ left: 8, width: 308 })
  })

  it('offers to edit one’s own text within the time of the room, and nothing else', async () => {
    const labels = async (view: Part, at: number) => {
      await hold(view, at)
      const texts = menu(view)?.querySelectorAll('.item').map(textOf)
      await act(menu(view)?.querySelector('.mask'), 'tap')
      return texts
    }
    const view = await open([
      line(1, mine),
      line(2),
      line(3, { ...mine, kind: 'emoji' }),
      line(4, { ...mine, time: 70_000 }),
    ])
    expect(await labels(view, 0)).toContain('编辑')
    for (const at of [1, 2, 3]) expect(await labels(view, at)).not.toContain('编辑')
  })

  it('pins a message, and takes a pinned one off', async () => {
    const view = await open([line(1), line(2)], { pinned: [{ seq: 2, name: 'Bo', text: 'text 2' }] })
    await choose(view, 0, '置顶')
    await choose(view, 1, '取消置顶')
    expect(calls).toEqual([
      ['pin', 1, true],
      ['pin', 2, false],
    ])
  })
})

describe('a reaction', () => {
  it('is toggled by a tap, and says why when it is refused', async () => {
    const view = await open([line(1, { reactions: [{ emoji: '👍', count: 1, mine: false }] })])
    refusal = 'too-many-reactions'
    await act(bubbles(view)[0]?.querySelector('.chip'), 'tap')
    expect(calls).toEqual([['react', 1, '👍', true]])
    await vi.waitFor(() => expect(toasts).toEqual(['这条消息已有太多种表情']), soon)
  })

  it('shows who they are when it is held', async () => {
    const reactions = [
      { emoji: '👍', count: 1, mine: false },
      { emoji: '😂', count: 3, mine: false },
    ]
    const view = await open([line(1, { reactions })])
    await act(bubbles(view)[0]?.querySelectorAll('.chip')[1], 'longpress')
    const sheet = view.querySelector('#reactions')
    await vi.waitFor(() => expect(sheet && textOf(sheet)).toMatch(/谁回应了👍 1😂 3.*Bo/), soon)
    expect(calls).toEqual([['reactors', 1, '😂', undefined]])
  })
})

describe('editing', () => {
  it('has the text in the box, sends what became of it, and gives the draft back', async () => {
    const view = await open([line(1, mine)])
    await write(view, 'a draft')
    await choose(view, 0, '编辑')
    expect(composer(view)?.data.text).toBe('text 1')
    expect(composer(view) && textOf(composer(view) as Part)).toContain('编辑消息text 1')
    await write(view, 'mended')
    await send(view)
    expect(calls).toEqual([['edit', 1, 'mended']])
    expect(composer(view)?.data.text).toBe('a draft')
    expect(composer(view)?.querySelector('.reply')).toBeUndefined()
    expect(drafts.get('r')).toBe('a draft')
  })

  it('is over without a word sent when nothing was changed, or when it is cancelled', async () => {
    const view = await open([line(1, mine)])
    await choose(view, 0, '编辑')
    await send(view)
    await choose(view, 0, '编辑')
    await write(view, 'mended')
    await act(composer(view)?.querySelector('.cancel'), 'tap')
    expect(calls).toEqual([])
    expect(composer(view)?.data.text).toBe('')
  })

  it('sends no blanks', async () => {
    const view = await open([line(1, mine)])
    await choose(view, 0, '编辑')
    await write(view, '  ')
    await send(view)
    expect(calls).toEqual([])
    expect(composer(view)?.querySelector('.reply')).toBeDefined()
  })

  it('leaves its words to be copied when the room ends meanwhile, and only where they are others', async () => {
    const view = await open([line(1, mine)])
    await choose(view, 0, '编辑')
    await write(view, 'mended')
    hooks.onGone?.('removed')
    await act(view.querySelector('.copy'), 'tap')
    expect(copied).toEqual(['mended'])
    const other = await open([line(1, mine)])
    await choose(other, 0, '编辑')
    hooks.onGone?.('removed')
    expect(other.querySelector('.copy')).toBeUndefined()
  })

  it('that was refused gives its words back into the box', async () => {
    const refusedEdit = { id: 'e', text: 'mended', problem: 'too-late' }
    const view = await open([line(1, { ...mine, refusedEdit })])
    await act(bubbles(view)[0]?.querySelector('.edit'), 'tap')
    expect(composer(view)?.data.text).toBe('mended')
    expect(calls).toEqual([['discard', 'e']])
  })
})

describe('what is pinned', () => {
  const pinned = [
    { seq: 2, name: 'Bo', kind: 'text' as const, text: 'tea at five' },
    { seq: 1, name: 'Ann', kind: 'image' as const, text: '' },
  ]
  const strip = (view: Part) => view.querySelector('#pins')

  it('is one line below the title, which leads to the message', async () => {
    const view = await open([line(2)], { pinned })
    expect(textOf(view)).toContain('置顶 · Bo：tea at five2 条置顶')
    await act(strip(view)?.querySelector('.newest'), 'tap')
    await vi.waitFor(() => expect(list(view)?.data.lit).toBe('k2'), soon)
    expect(calls).toEqual([['seek', 2]])
  })

  it('opens as a list, from which it can be taken off', async () => {
    const view = await open([line(2)], { pinned })
    expect(textOf(view)).not.toContain('Ann：')
    await act(strip(view)?.querySelector('.count'), 'tap')
    expect(textOf(view)).toContain('置顶消息Bo: tea at five取消置顶Ann: [图片]取消置顶')
    await act(strip(view)?.querySelectorAll('.sheet-way')[2], 'tap')
    expect(calls).toEqual([['loadPins'], ['pin', 1, false]])
  })

  it('is not there when nothing is', async () => {
    const view = await open([line(2)])
    expect(textOf(view)).not.toContain('置顶')
  })
})
