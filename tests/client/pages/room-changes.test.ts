// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member, ServerFrame } from '../../../miniprogram/protocol/index'
import type { RoomListStore } from '../../../miniprogram/stores/room-list-store'
import { soon } from '../../support/soon'
import { openTwoDevices, type TwoDevices } from '../../support/two-devices'
import { openPage } from '../support/pages'
import { type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let devices: TwoDevices
const titles: string[] = []
const toasts: string[] = []
const modals: string[] = []
const shown: (() => void)[] = []
const hidden: (() => void)[] = []

beforeAll(() => {
  stage = new Stage(
    {},
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getAppBaseInfo: () => ({ theme: 'light' }),
      getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667 }),
      onKeyboardHeightChange: () => {},
      offKeyboardHeightChange: () => {},
      nextTick: (run: () => void) => run(),
      setNavigationBarTitle: ({ title }: { title: string }) => titles.push(title),
      showToast: ({ title }: { title: string }) => toasts.push(title),
      showModal: async ({ content }: { content: string }) => modals.push(content),
      onNeedPrivacyAuthorization: () => {},
      onAppShow: (run: () => void) => shown.push(run),
      onAppHide: (run: () => void) => hidden.push(run),
    },
  )
})
beforeEach(async () => {
  devices = await openTwoDevices()
  devices.ann.leave()
  devices.server.addRoom('tea', 'group', ['ann', 'bo'])
  const refreshing = devices.ann.app.roomList.refresh()
  await devices.clock.advance(1_000)
  await refreshing
  stage.app = devices.ann.app
  titles.length = 0
  toasts.length = 0
  modals.length = 0
  visit(undefined)
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

/** Who the server says is in the group. */
const inTea = (): Member[] =>
  [...devices.server.room('tea').members].map((id) => ({
    person: { id, name: id, avatar: '' },
    role: 'member',
    online: true,
  }))

/** What Ann's phone hears from the server. */
const hear = (frame: ServerFrame) => (devices.ann.app.roomList as RoomListStore).hear(frame)

const visit = (room: string | undefined) =>
  Object.assign(globalThis, { getCurrentPages: () => [{ options: { ...(room && { room }) } }] })

async function reads(page: Part, text: string): Promise<void> {
  await devices.clock.advance(2_000)
  await vi.waitFor(() => expect(textOf(page)).toContain(text), soon)
}

describe('a room that is called otherwise', () => {
  it('has its new name on the pages below, and in the title of each when it is shown again', async () => {
    const room = openPage(stage, 'group-room', { room: 'tea' })
    await devices.clock.advance(1_000)
    room.instance.onHide()
    const details = openPage(stage, 'room-details', { room: 'tea' })
    await reads(details, 'tea')
    titles.length = 0
    devices.server.rename('tea', 'Coffee house', 'C0FFEE00')
    await reads(details, 'Coffee house')
    expect(titles).toEqual([])
    room.instance.onShow()
    expect(titles).toEqual(['Coffee house'])
  })
})

describe('a member who is removed', () => {
  it('is counted no more, on the page of the people and in the details of the room', async () => {
    const { app } = devices.ann
    const enterRoom: typeof app.enterRoom = (id, hooks) =>
      Object.assign(app.enterRoom(id, hooks), { members: async () => ({ members: inTea(), more: false }) })
    stage.app = { ...app, enterRoom }
    const people = openPage(stage, 'people', { room: 'tea' })
    const details = openPage(stage, 'room-details', { room: 'tea' })
    await reads(details, '2')
    await vi.waitFor(() => expect(people.data).toMatchObject({ total: 2, state: 'ready' }), soon)
    devices.server.room('tea').members.delete('bo')
    hear({ type: 'member', room: 'tea', person: { id: 'bo', name: 'bo', avatar: '' }, role: 'none' })
    await reads(details, '1')
    await vi.waitFor(() => expect(people.data.members).toMatchObject([{ id: 'ann' }]), soon)
    expect(people.data.total).toBe(1)
  })
})

describe('who is removed from a group', () => {
  const gone = { type: 'gone', room: 'tea', reason: 'removed' } as const
  beforeEach(() => {
    const { tellLostRooms } = stage.require('./navigation/tell-lost-rooms.js') as { tellLostRooms(): void }
    shown.length = 0
    hidden.length = 0
    tellLostRooms()
  })

  it('is told on another page, once, with the name of the group', async () => {
    hear(gone)
    hear(gone)
    expect(toasts).toEqual(['你已被移出“tea”'])
  })

  it('is told by the page of the group where that is open, and by nothing else', () => {
    visit('tea')
    hear(gone)
    expect(toasts).toEqual([])
  })

  it('is told that the owner dissolved it, and nothing of what they did themselves', () => {
    hear({ ...gone, reason: 'dissolved' })
    hear({ ...gone, room: 'lobby', reason: 'quit' })
    expect(toasts).toEqual(['“tea”已被群主解散'])
  })

  it('is told of each group when they look again, and not of the last alone', () => {
    devices.server.addRoom('club', 'group', ['ann'])
    const card = (devices.ann.app.roomList as RoomListStore).card('tea')
    if (card) hear({ type: 'room', room: { ...card, id: 'club', name: 'club' } })
    for (const hide of hidden) hide()
    hear(gone)
    hear({ ...gone, room: 'club', reason: 'dissolved' })
    expect([toasts, modals]).toEqual([[], []])
    for (const show of shown) show()
    expect([toasts, modals]).toEqual([[], ['你已被移出“tea”\n“club”已被群主解散']])
  })

  it('is told of what happened while they were away', async () => {
    devices.server.room('tea').members.delete('ann')
    const refreshing = devices.ann.app.roomList.refresh()
    await devices.clock.advance(1_000)
    await refreshing
    expect(toasts).toEqual(['你已不在“tea”中'])
  })
})
