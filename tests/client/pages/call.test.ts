// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ConnectionStore } from '../../../miniprogram/stores/connection-store'
import { observable } from '../../../miniprogram/stores/observable'
import { ann, bo, CallStage, cem, talker } from '../../support/call-stage'
import { breathe } from '../../support/virtual-clock'
import { openPage } from '../support/pages'
import { act, type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let scene: CallStage
let connection: ConnectionStore
const went: string[] = []
const toasts: string[] = []

beforeAll(() => {
  stage = new Stage(
    {},
    {
      canIUse: () => false,
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getAppBaseInfo: () => ({ theme: 'light' }),
      setNavigationBarTitle: () => {},
      setNavigationBarColor: () => {},
      showToast: ({ title }: { title: string }) => toasts.push(title),
      navigateTo: ({ url }: { url: string }) => went.push(url),
      reLaunch: ({ url }: { url: string }) => went.push(url),
    },
  )
})
beforeEach(() => {
  scene = new CallStage()
  connection = new ConnectionStore()
  for (const port of ['group', 'direct'] as const) connection.saw(port, { state: 'open' })
  arrange()
  went.length = 0
  toasts.length = 0
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

function arrange(): void {
  const { calls, clock } = scene
  const enterRoom = () => ({ leave() {}, lines: () => [] })
  const roomList = { ...observable([]), row: () => undefined }
  const settings = observable({ language: 'auto', theme: 'auto' })
  const invitations = { news: observable([]), dismiss() {} }
  const joining = { remember() {} }
  const me = observable(ann)
  const whenIn = (run: () => void) => {
    run()
    return () => {}
  }
  const known = { calls, connection, roomList, settings, invitations, joining, me, whenIn, enterRoom }
  stage.app = { ...known, clock } as never
}

const button = (page: Part, name: string) =>
  page.querySelectorAll('.way, .button').find((one) => textOf(one).includes(name))

async function talking(): Promise<Part> {
  await scene.rings()
  void scene.calls.answer()
  await breathe()
  await scene.question('answer').accept()
  await scene.talks()
  scene.engine.live.shows({ others: [{ person: 'bo', line: 'connected', quality: 'good', speaking: false }] })
  return openPage(stage, 'call')
}

describe('the page of a call', () => {
  it('rings, and takes the call by a tap', async () => {
    await scene.rings()
    const page = openPage(stage, 'call')
    expect(textOf(page)).toBe('BBo语音通话拒绝接听')
    await act(button(page, '接听'), 'tap')
    await breathe()
    expect(scene.log).toEqual(['answer accept'])
    expect(textOf(page)).toContain('正在接通…')
  })

  it('says how long one talks, and what stands between the two', async () => {
    const page = await talking()
    expect(textOf(page)).toContain('Bo0:00')
    scene.engine.live.shows({
      others: [{ person: 'bo', line: 'connected', quality: 'bad', speaking: false }],
    })
    expect(textOf(page)).toContain('网络很差，声音优先')
    await scene.talks([talker(bo, { away: true, muted: true }), talker(ann)])
    expect(textOf(page)).toContain('对方网络中断，等一下…')
    expect(textOf(page)).toContain('Bo：已静音')
    connection.saw('direct', { state: 'waiting' })
    expect(textOf(page)).toContain('网络中断，正在恢复…')
  })

  it('mutes, and hangs up', async () => {
    const page = await talking()
    await act(button(page, '静音'), 'tap')
    expect(scene.engine.live.sharing.muted).toBe(true)
    expect(button(page, '取消静音')).toBeDefined()
    await act(button(page, '挂断'), 'tap')
    expect(textOf(page)).toBe('BBo通话已结束再次呼叫关闭')
    await act(button(page, '关闭'), 'tap')
    expect(went).toEqual(['/pages/home/home'])
  })

  it('a camera for which there is no place is said to have none', async () => {
    const page = await talking()
    await scene.question('share').accept()
    await act(button(page, '打开摄像头'), 'tap')
    await scene.question('share').refuse('too-many-cameras')
    expect(toasts).toHaveLength(1)
    expect(scene.calls.get()?.sharing.camera).toBe(false)
  })

  it('a refused microphone is explained until it was read', async () => {
    scene.engine.trouble = 'not-allowed'
    await scene.calls.call(bo, 'talk', 'voice')
    const page = openPage(stage, 'call')
    await scene.clock.advance(60_000)
    expect(textOf(page)).toContain('没有允许使用麦克风')
    scene.engine.trouble = undefined
    await act(button(page, '再次呼叫'), 'tap')
    await breathe()
    expect(scene.log).toEqual(['call'])
  })

  it('of a group says who is in it and how many may be before one joins', async () => {
    const frame = { type: 'talking', call: 'tea.c1', room: 'tea', media: 'voice', since: 0 } as const
    await scene.hears({ ...frame, people: [talker(bo), talker(cem)] }, 'group')
    const page = openPage(stage, 'call', { room: 'tea' })
    expect(textOf(page)).toContain('2 人正在通话')
    expect(textOf(page)).toContain('最多 8 人通话，其中 4 人可以打开摄像头')
    await act(button(page, '加入'), 'tap')
    await breathe()
    expect(scene.said).toEqual([{ type: 'call', to: 'tea', media: 'voice' }])
  })

  it('after a reload leads back into the call', async () => {
    await scene.talks([talker(bo), talker(ann, { away: true })])
    const page = openPage(stage, 'call')
    expect(textOf(page)).toContain('你正在通话中')
    await act(button(page, '回到通话'), 'tap')
    await breathe()
    expect(scene.log).toEqual(['signal'])
  })
})

describe('on every other page', () => {
  it('a call rings, and is declined there', async () => {
    const strip = stage.show('components/ringing-strip/ringing-strip')
    expect(textOf(strip)).toBe('')
    await scene.rings()
    expect(textOf(strip)).toBe('BBo 来电语音通话')
    await act(strip.querySelector('.way-end'), 'tap')
    expect([scene.is, scene.log, textOf(strip)]).toEqual(['nothing', ['answer decline'], ''])
  })

  it('a call is taken there, and its page opens', async () => {
    const strip = stage.show('components/ringing-strip/ringing-strip')
    await scene.rings()
    await act(strip.querySelector('.way-take'), 'tap')
    expect([scene.is, went]).toEqual(['joining', ['/pages/call/call']])
  })

  it('a bar leads back to the call that goes on, and tells of one on another device', async () => {
    const bar = stage.show('components/call-bar/call-bar')
    await scene.rings()
    void scene.calls.answer()
    expect(textOf(bar)).toBe('正在与 Bo 通话回到通话')
    await act(bar.querySelector('.bar'), 'tap')
    expect(went).toEqual(['/pages/call/call'])
    scene.calls.open(scene.wire)
    await scene.talks()
    expect(textOf(bar)).toContain('你正在另一台设备上通话')
  })

  it('a group in which is talked says who, and leads in', async () => {
    const strip = stage.show('components/talking-strip/talking-strip', { room: 'tea' })
    const frame = { type: 'talking', call: 'tea.c1', room: 'tea', media: 'voice', since: 0 } as const
    await scene.hears({ ...frame, people: [talker(bo), talker(cem)] }, 'group')
    expect(textOf(strip)).toBe('BC2 人正在通话加入')
    await act(strip.querySelector('.strip'), 'tap')
    expect(went).toEqual(['/pages/call/call?room=tea'])
  })
})

it('where this program cannot take calls the page says what there is', async () => {
  scene = new CallStage({ hasEngine: false })
  arrange()
  await scene.rings()
  const page = openPage(stage, 'call')
  const ways = page.querySelector('.ways')
  expect(ways?.instance.data).toMatchObject({ status: 'Bo 来电', isRinging: true, canVoip: false })
})
