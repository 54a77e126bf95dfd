// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closes } from '#protocol'
import type { MediaApi } from '../../../miniprogram/api/media'
import { ConnectionStore } from '../../../miniprogram/stores/connection-store'
import { InvitationStore } from '../../../miniprogram/stores/invitation-store'
import { noCalls } from '../support/no-calls'
import { act, heard, Stage, textOf } from '../support/stage'

type Give = (answer: { event: string; buttonId?: string }) => void

let stage: Stage
let askConsent: ((give: Give) => void) | undefined
const avatar = (path: string) => `https://host${path}`
const app = {
  ...noCalls(),
  connection: new ConnectionStore(),
  media: { avatar } as MediaApi,
  invitations: new InvitationStore(
    async () => {},
    () => {},
  ),
}
beforeAll(() => {
  stage = new Stage(app, {
    canIUse: () => true,
    getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667 }),
    onNeedPrivacyAuthorization: (listener: (give: Give) => void) => {
      askConsent = listener
    },
    openPrivacyContract: () => {},
  })
})
beforeEach(() => {
  vi.useFakeTimers()
  for (const port of ['group', 'direct'] as const) app.connection.saw(port, { state: 'open' })
  app.connection.sawStorage(false)
})
afterEach(() => {
  stage.clear()
  vi.useRealTimers()
})
afterAll(() => stage.close())

describe('an avatar', () => {
  const avatar = (properties: object) => stage.show('components/avatar/avatar', properties)
  const family = '👨‍👩‍👧'

  it('without a picture is the first character of the name, whole', () => {
    expect(textOf(avatar({ name: 'zoë' }))).toBe('Z')
    expect(textOf(avatar({ name: '王小明' }))).toBe('王')
    expect(textOf(avatar({ name: `${family}`.repeat(100) }))).toBe(family)
    expect(textOf(avatar({ name: '🇨🇳🇨🇳' }))).toBe('🇨🇳')
  })

  it('has one colour for one person, whatever the name', () => {
    const ground = (name: string) => avatar({ personId: 'p1', name }).data.ground
    expect(ground('Ann')).toBe(ground('Bo'))
  })

  it('shows one of the pictures that were brought along', () => {
    expect(textOf(avatar({ name: 'Ann', image: 'preset:1' }))).toBe('🦊')
  })

  const uploaded = '/media/avatars/abcdefghij0123456789'

  it('that was uploaded is loaded from the server, and one at another server from nowhere', () => {
    const picture = (image: string) => avatar({ name: 'Ann', image }).data.picture
    expect(picture(uploaded)).toBe(`https://host${uploaded}`)
    for (const image of ['https://elsewhere/a.png', '//elsewhere/a.png', 'wxfile://tmp_1', ''])
      expect(picture(image)).toBe('')
    expect(textOf(avatar({ name: 'Ann', image: 'https://elsewhere/a.png' }))).toBe('A')
  })

  it('that was just chosen is shown from where it lies on this phone', () => {
    const shown = avatar({ name: 'Ann', image: uploaded, chosen: 'http://tmp/chosen.jpg' })
    expect(shown.data.picture).toBe('http://tmp/chosen.jpg')
  })

  it('falls back to the initial when its picture does not load', async () => {
    const shown = avatar({ name: 'Ann', image: uploaded })
    expect(textOf(shown)).toBe('')
    await act(shown.querySelector('.picture'), 'error')
    expect(textOf(shown)).toBe('A')
  })
})

describe('the banner of the connection', () => {
  const banner = () => stage.show('components/link-banner/link-banner')

  it('is silent while all is well', () => {
    expect(textOf(banner())).toBe('')
  })

  it('says that there is no network, and tries again at a tap', async () => {
    const shown = banner()
    app.connection.saw('group', { state: 'offline' })
    expect(textOf(shown)).toBe('网络不可用，消息会在恢复后自动发出立即重试')
    const reconnect = vi.fn()
    app.connection.reconnect = reconnect
    await act(shown.querySelector('.banner'), 'tap')
    expect(reconnect).toHaveBeenCalledOnce()
  })

  it('does not flash for a connection that is there in a moment', () => {
    const shown = banner()
    app.connection.saw('direct', { state: 'connecting' })
    vi.advanceTimersByTime(1_000)
    expect(textOf(shown)).toBe('')
    app.connection.saw('direct', { state: 'open' })
    vi.advanceTimersByTime(5_000)
    expect(textOf(shown)).toBe('')
  })

  it('asks for an update where coming back cannot help', () => {
    const shown = banner()
    app.connection.saw('group', { state: 'refused', code: closes.outdated.code })
    expect(textOf(shown)).toBe('这个版本太旧了，请关闭后重新打开来更新')
  })

  it('warns when the phone has no room for what is not sent yet', () => {
    const shown = banner()
    app.connection.sawStorage(true)
    expect(textOf(shown)).toContain('手机空间已满')
  })
})

describe('the state of a page', () => {
  const state = (properties: object) => stage.show('components/page-state/page-state', properties)

  it('offers to try again where that can help', async () => {
    const shown = state({ state: 'offline', text: '没有网络' })
    const retries = heard(shown, 'retry')
    expect(textOf(shown)).toContain('没有网络重试')
    await act(shown.querySelector('.action'), 'tap')
    expect(retries).toHaveLength(1)
  })

  it('has no button where there is nothing to do', () => {
    expect(state({ state: 'empty', text: '还没有' }).querySelector('.action')).toBeUndefined()
    expect(textOf(state({ state: 'loading' }))).toBe('正在加载…')
  })
})

describe('the consent that WeChat wants', () => {
  const gate = () => stage.show('components/privacy-gate/privacy-gate')

  it('is asked for when something needs it, and given with the button that was tapped', () => {
    const shown = gate()
    expect(textOf(shown)).toBe('')
    const give = vi.fn()
    askConsent?.(give)
    expect(textOf(shown)).toContain('隐私保护')
    shown.instance.onAgree()
    expect(give).toHaveBeenLastCalledWith({ event: 'agree', buttonId: 'privacy-agree' })
    expect(textOf(shown)).toBe('')
  })

  it('can be refused, and is asked for again the next time', () => {
    const shown = gate()
    const give = vi.fn()
    askConsent?.(give)
    shown.instance.turnAway()
    expect(give).toHaveBeenLastCalledWith({ event: 'disagree' })
    askConsent?.(give)
    expect(textOf(shown)).toContain('隐私保护')
  })

  it('is refused when the page goes: no question waits for ever', () => {
    const shown = gate()
    const give = vi.fn()
    askConsent?.(give)
    shown.triggerPageLifeTime('hide')
    expect(give).toHaveBeenLastCalledWith({ event: 'disagree' })
  })
})

describe('the menu of a message', () => {
  const items = [
    { action: 'copy', label: '复制' },
    { action: 'recall', label: '撤回' },
  ]
  const menu = (x: number, y: number) => stage.show('components/message-menu/message-menu', { x, y, items })

  it('opens above the finger, and never outside the window', () => {
    expect(menu(180, 300).data).toMatchObject({ left: 116, top: 236 })
    expect(menu(370, 10).data).toMatchObject({ left: 239, top: 30 })
    expect(menu(0, 660).data).toMatchObject({ left: 8 })
  })

  it('tells what was chosen, or that somebody turned away', async () => {
    const shown = menu(180, 300)
    const [chosen, closed] = [heard(shown, 'choose'), heard(shown, 'close')]
    await act(shown.querySelectorAll('.item')[1], 'tap')
    await act(shown.querySelector('.mask'), 'tap')
    expect(chosen).toEqual([{ action: 'recall' }])
    expect(closed).toHaveLength(1)
  })
})
