// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Arrival } from '../../../miniprogram/joining/destination'
import type { ConnectionStatus } from '../../../miniprogram/stores/connection-store'
import { observable } from '../../../miniprogram/stores/observable'
import { soon } from '../../support/soon'
import { noCalls } from '../support/no-calls'
import { noVoices } from '../support/no-voices'
import { openPage } from '../support/pages'
import { Stage, textOf } from '../support/stage'

let stage: Stage
let Refused: new (code: string) => Error
const opened: string[] = []
const told: string[] = []
const ann = { id: 'ann', name: 'Ann', avatar: '' }
const me = { ...observable<typeof ann | undefined>(ann), portrait: observable(undefined) }
const connection = observable({ state: 'open' } as ConnectionStatus)
const joining = {
  remember: vi.fn<(query: object) => void>(),
  pending: vi.fn<() => object | undefined>(),
  arrive: vi.fn<() => Promise<Arrival>>(),
}

beforeAll(() => {
  const settings = observable({ language: 'auto', theme: 'auto', sound: true })
  const roomList = { ...observable([]), unread: observable(0), refresh: () => Promise.resolve() }
  const invitations = {
    ...observable({ received: [], sent: [] }),
    ...{ badge: observable(0), news: observable([]), dismiss: () => {} },
  }
  const contacts = { ...observable([]), blocked: observable([]) }
  const room = { leave() {}, lines: () => [], members: () => Promise.resolve({ members: [], more: false }) }
  const drafts = { get: () => '', set() {}, save() {} }
  const uploads = observable([])
  const known = { me, connection, joining, settings, roomList, invitations, contacts, drafts, uploads }
  const whenIn = (run: () => void) => {
    run()
    return () => {}
  }
  const clock = { now: Date.now, onMoved: () => () => {} }
  const app = { ...noVoices(), ...noCalls(), ...known, clock, whenIn, enterRoom: () => room }
  stage = new Stage(app as never, {
    canIUse: () => false,
    getAppBaseInfo: () => ({ theme: 'light' }),
    getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
    onKeyboardHeightChange: () => {},
    offKeyboardHeightChange: () => {},
    nextTick: (run: () => void) => run(),
    setNavigationBarTitle: () => {},
    setNavigationBarColor: () => {},
    showModal: ({ content }: { content: string }) => {
      told.push(content)
      return Promise.resolve({ confirm: true })
    },
    navigateTo: ({ url }: { url: string }) => opened.push(url),
    reLaunch: ({ url }: { url: string }) => opened.push(url),
  })
  Refused = stage.require('./session/refused.js').Refused
})
beforeEach(() => {
  vi.clearAllMocks()
  me.set(ann)
  joining.pending.mockReturnValue(undefined)
  opened.length = 0
  told.length = 0
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

describe('a scanned code or a shared card', () => {
  it.each([
    ['group-room', { scene: 'c%3DABCD2345' }],
    ['group-room', { room: 'tea', code: 'ABCD2345', from: 'bo' }],
    ['person', { scene: 'u%3Dbo' }],
  ])('that opens %s with %j is remembered, and home follows it', (page, query) => {
    openPage(stage, page, query)
    expect(joining.remember).toHaveBeenCalledWith(query)
    expect(opened).toEqual(['/pages/home/home'])
  })

  it('is remembered through sign-in by whoever is not signed in', () => {
    me.set(undefined)
    openPage(stage, 'group-room', { room: 'tea' })
    expect(joining.remember).toHaveBeenCalledWith({ room: 'tea' })
    opened.length = 0
    openPage(stage, 'home')
    expect(opened).toEqual(['/pages/sign-in/sign-in'])
  })

  it('of a room that one is in opens it without a detour', () => {
    openPage(stage, 'group-room', { room: 'tea' })
    expect(opened).toEqual([])
  })
})

describe('home', () => {
  it('opens what an invitation leads to', async () => {
    joining.pending.mockReturnValue({ to: 'code', code: 'ABCD2345' })
    joining.arrive.mockResolvedValue({ open: 'room', room: 'tea', kind: 'group' })
    openPage(stage, 'home')
    await vi.waitFor(() => expect(opened).toEqual(['/pages/group-room/group-room?room=tea']), soon)
    expect(joining.arrive).toHaveBeenCalledOnce()
  })

  it.each([
    ['expired', '邀请已过期，请向朋友要一个新的'],
    ['unreadable', '无法识别这个码'],
    ['foreign', '这不是本聊天室的码'],
    ['room-full', '房间已满'],
  ])('says kindly that an invitation is %s', async (problem, sentence) => {
    joining.pending.mockReturnValue({ to: 'code', code: 'ABCD2345' })
    joining.arrive.mockResolvedValue({ open: 'nowhere', problem })
    openPage(stage, 'home')
    await vi.waitFor(() => expect(told).toEqual([sentence]), soon)
    expect(opened).toEqual([])
  })

  it('keeps an invitation that found no network, and follows it when there is one', async () => {
    joining.pending.mockReturnValue({ to: 'code', code: 'ABCD2345' })
    joining.arrive.mockRejectedValueOnce(new Refused('offline'))
    const home = openPage(stage, 'home')
    await vi.waitFor(() => expect(textOf(home)).toContain('连上网络后为你打开邀请'), soon)
    joining.arrive.mockResolvedValue({ open: 'person', person: 'bo' })
    connection.set({ ...connection.get(), state: 'open' })
    await vi.waitFor(() => expect(opened).toEqual(['/pages/person/person?person=bo']), soon)
  })
})
