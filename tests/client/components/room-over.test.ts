// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Line } from '../../../miniprogram/messages/line'
import type { RoomHooks } from '../../../miniprogram/rooms/room'
import type { RoomHandle } from '../../../miniprogram/rooms/room-handle'
import { ConnectionStore } from '../../../miniprogram/stores/connection-store'
import { observable, whenTrue } from '../../../miniprogram/stores/observable'
import type { Upload } from '../../../miniprogram/uploads/upload'
import { soon } from '../../support/soon'
import { noCalls } from '../support/no-calls'
import { noVoices } from '../support/no-voices'
import { act, heard, Stage, textOf } from '../support/stage'

let stage: Stage
let room: RoomHooks = {}
const opened: string[] = []
const entered: string[] = []
const isIn = observable(true)
const copied: string[] = []
let draft = ''
const uploads = observable<readonly Upload[]>([])

beforeAll(() => {
  const handle = {
    leave() {},
    markRead() {},
    looked() {},
    typing() {},
    loadOlder: () => Promise.resolve(),
  } as unknown as RoomHandle
  const enterRoom = (id: string, hooks: RoomHooks) => {
    entered.push(id)
    room = hooks
    return handle
  }
  const drafts = { get: () => draft, mentions: () => [], set() {}, save() {} }
  const whenIn = (run: () => void) => whenTrue(isIn, run)
  const me = observable({ id: 'ann', name: 'Ann', avatar: '' })
  stage = new Stage(
    {
      connection: new ConnectionStore(),
      ...noVoices(),
      ...noCalls(),
      invitations: { news: observable([]) } as never,
      me: me as never,
      enterRoom,
      drafts: drafts as never,
      roomList: { row: () => undefined } as never,
      uploads: uploads as never,
      whenIn,
      clock: { now: () => Date.now(), onMoved: () => () => {} },
    },
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      onKeyboardHeightChange: () => {},
      offKeyboardHeightChange: () => {},
      nextTick: (run: () => void) => run(),
      setClipboardData: ({ data }: { data: string }) => copied.push(data),
      reLaunch: ({ url }: { url: string }) => opened.push(url),
    },
  )
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const open = () => stage.show('components/room-view/room-view', { room: 'tea' })

function lines(count: number): Line[] {
  return Array.from({ length: count }, (_, at) => ({
    key: `bo.${at}`,
    seq: at + 1,
    id: `${at}`,
    from: { id: 'bo', name: 'Bo', avatar: '' },
    mine: false,
    kind: 'text',
    text: `line ${at}`,
    time: 1_700_000_000_000 + at * 60_000,
    status: 'sent',
    mentionsMe: false,
  }))
}

describe('a room that ends while it is open', () => {
  it.each([
    ['removed', '你已被移出这个房间'],
    ['dissolved', '房间已被群主解散'],
    ['quit', '你已退出这个房间'],
    ['unknown-room', '房间不存在，或你不在其中'],
  ] as const)('because of %s says so, and there is no bar to write in any more', (reason, sentence) => {
    const view = open()
    const gone = heard(view, 'gone')
    room.onGone?.(reason)
    expect(textOf(view)).toContain(sentence)
    expect(view.querySelector('#composer')).toBeUndefined()
    expect(gone).toEqual([{ reason }])
  })

  it('gives back what was written and not sent, and shows the files that were not', async () => {
    draft = 'half a thought'
    const view = open()
    uploads.set([{ id: 1, room: 'tea', kind: 'file', path: 'tmp/1', name: 'plan.pdf', size: 3, percent: 0 }])
    room.onGone?.('removed')
    expect(textOf(view)).toContain('plan.pdf')
    await act(view.querySelector('.copy'), 'tap')
    expect(copied).toEqual(['half a thought'])
    draft = ''
    uploads.set([])
    const other = open()
    room.onGone?.('removed')
    expect(other.querySelector('.copy')).toBeUndefined()
  })

  it('leads home', async () => {
    const view = open()
    room.onGone?.('dissolved')
    await act(view.querySelector('.back'), 'tap')
    expect(opened).toEqual(['/pages/home/home'])
  })
})

describe('a room with more messages than are loaded', () => {
  it('loads older ones at its top, and says so', async () => {
    const view = open()
    room.onLines?.({
      type: 'all',
      lines: lines(20),
      more: true,
      newer: false,
      read: 0,
      unread: 0,
      place: 'unread',
    })
    await vi.waitFor(() => expect(textOf(view)).toContain('正在加载…'), soon)
  })
})

describe('a room that is opened while the program is starting', () => {
  it('is entered as soon as somebody is in, and not at all when its page was left before', () => {
    isIn.set(false)
    entered.length = 0
    open()
    const left = open()
    expect(entered).toEqual([])
    left.detach()
    isIn.set(true)
    expect(entered).toEqual(['tea'])
  })
})
