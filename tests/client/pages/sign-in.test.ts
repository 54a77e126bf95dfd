// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SignInOptions } from '../../../miniprogram/stores/me-store'
import { observable } from '../../../miniprogram/stores/observable'
import { openPage } from '../support/pages'
import { type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let Refused: new (code: string) => Error
const opened: string[] = []
const person = observable<object | undefined>(undefined)
const me = {
  get: person.get,
  subscribe: person.subscribe,
  signInOptions: vi.fn<() => Promise<SignInOptions>>(),
  guest: vi.fn<(name: string) => Promise<object>>(),
  password: vi.fn<(name: string, password: string) => Promise<object>>(),
  register: vi.fn<(name: string, password: string) => Promise<object>>(),
  wechat: vi.fn<() => Promise<object>>(),
  change: vi.fn<(change: object) => Promise<object>>(),
}
let pending: object | undefined

beforeAll(() => {
  const settings = observable({ language: 'auto', theme: 'auto', sound: true })
  stage = new Stage({ me, settings, joining: { pending: () => pending } } as never, {
    canIUse: () => false,
    getAppBaseInfo: () => ({ theme: 'light' }),
    getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
    onNetworkStatusChange: () => {},
    offNetworkStatusChange: () => {},
    setNavigationBarTitle: () => {},
    setNavigationBarColor: () => {},
    showToast: () => {},
    reLaunch: ({ url }: { url: string }) => opened.push(url),
  })
  Refused = stage.require('./session/refused.js').Refused
})
beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  me.signInOptions.mockResolvedValue({ guest: true, password: true, wechat: false })
  me.guest.mockResolvedValue({})
  me.change.mockResolvedValue({})
  pending = undefined
  person.set(undefined)
  opened.length = 0
})
afterEach(() => {
  stage.clear()
  vi.useRealTimers()
})
afterAll(() => stage.close())

async function open(): Promise<Part> {
  const page = openPage(stage, 'sign-in')
  await vi.advanceTimersByTimeAsync(0)
  return page
}

async function submit(page: Part, value: object): Promise<void> {
  page.instance.onSubmit({ detail: { value } })
  await vi.advanceTimersByTimeAsync(0)
}

const fields = (page: Part) => ({
  password: page.querySelectorAll('.field').length,
  nickname: page.querySelectorAll('.nickname').length,
})

describe('signing in', () => {
  it('as a guest takes a name and opens home', async () => {
    const page = await open()
    expect(textOf(page)).toContain('以访客身份进入')
    await submit(page, { nickname: '  Ann ' })
    expect(me.guest).toHaveBeenCalledWith('Ann')
    expect(opened).toEqual(['/pages/home/home'])
  })

  it.each(['', '   ', '👨‍👩‍👧'.repeat(100)])(
    'does not ask the server with the name %j, and says why',
    async (nickname) => {
      const page = await open()
      await submit(page, { nickname })
      expect(textOf(page)).toContain('名字要有 1 到 32 个字')
      expect(me.guest).not.toHaveBeenCalled()
    },
  )

  it('says what the server refuses, and lets one try again', async () => {
    me.password.mockRejectedValueOnce(new Refused('wrong-password'))
    const page = await open()
    page.instance.onMethod({ currentTarget: { dataset: { method: 'password' } } })
    expect(fields(page)).toEqual({ password: 2, nickname: 0 })
    await submit(page, { login: 'ann', password: 'not-this-one' })
    expect(textOf(page)).toContain('账号或密码不对')
    expect(page.data.busy).toBe(false)
    expect(opened).toEqual([])
  })

  it('asks once, however often the button is tapped', async () => {
    me.guest.mockReturnValue(new Promise(() => {}))
    const page = await open()
    await submit(page, { nickname: 'Ann' })
    await submit(page, { nickname: 'Ann' })
    expect(me.guest).toHaveBeenCalledOnce()
  })

  it('offers WeChat where the server has a WeChat app, and guests and passwords where it says so', async () => {
    me.signInOptions.mockResolvedValue({ guest: false, password: false, wechat: true })
    const page = await open()
    expect(textOf(page)).toContain('微信登录')
    expect(textOf(page)).not.toContain('访客')
  })

  it('is over when another window has signed somebody in', async () => {
    await open()
    person.set({ id: 'ann' })
    expect(opened).toEqual(['/pages/home/home'])
  })

  it('promises to open the invitation that brought somebody here', async () => {
    pending = { to: 'code', code: 'ABCD2345' }
    expect(textOf(await open())).toContain('登录后为你打开邀请')
  })
})

describe('without a network at the start', () => {
  it('says so, and asks again by itself until the server answers', async () => {
    me.signInOptions.mockRejectedValue(new Refused('offline'))
    const page = await open()
    expect(textOf(page)).toContain('连不上服务器，请检查网络')
    await vi.advanceTimersByTimeAsync(9_000)
    me.signInOptions.mockResolvedValue({ guest: true, password: false, wechat: false })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(textOf(page)).toContain('以访客身份进入')
  })

  it('tries again at once when somebody taps', async () => {
    me.signInOptions.mockRejectedValueOnce(new Refused('offline'))
    const page = await open()
    page.instance.onRetry()
    await vi.advanceTimersByTimeAsync(0)
    expect(textOf(page)).toContain('以访客身份进入')
  })
})
