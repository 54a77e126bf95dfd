import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { inWechat } from '../../ui/in-wechat'
import { themed } from '../../ui/themed'
import { type Entry, enter, problemOf } from './enter'
import { actions, openWays, otherWays, type UploadDeps } from './ways'

/** Milliseconds until the server is asked again by itself. */
const retryMs = 4_000

/** What stands in the fields, for Enter knows only its own. */
const typed = own<Entry>(() => ({}))
const retry = own(() => ({ cancel: () => {} }))

const pageWords = () =>
  words(
    'common.app',
    'signIn.welcome',
    'signIn.invited',
    'signIn.nickname',
    'signIn.nicknameHint',
    'signIn.nicknameFree',
    'signIn.login',
    'signIn.loginHint',
    'signIn.password',
    'signIn.passwordHint',
    'signIn.avatar',
  )

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    /** `ready` shows the form of `way`; everything else is for `page-state`. */
    state: 'loading' as 'loading' | 'offline' | 'error' | 'ready',
    stateText: '',
    ways: [] as UploadDeps[],
    way: 'guest' as UploadDeps,
    others: [] as { way: UploadDeps; label: string }[],
    action: '',
    avatar: '',
    /** A picture of this phone, to be uploaded once one is in. */
    picture: '',
    picking: false,
    isInvited: false,
    atPassword: false,
    busy: false,
    problem: '',
  },

  onLoad() {
    if (app.me.get()) {
      wx.reLaunch({ url: '/pages/home/home' })
      return
    }
    wx.setNavigationBarTitle({ title: t('signIn.title') })
    // There is no home before sign-in; a base library older than 2.8.3 cannot hide the way to it.
    if (wx.canIUse('hideHomeButton')) wx.hideHomeButton()
    const isInvited = (app.joining.pending()?.to ?? 'home') !== 'home'
    patch(this, { t: pageWords(), isInvited, stateText: t('signIn.waiting') })
    const onNetwork = () => {
      if (this.data.state === 'offline') void this.ask()
    }
    wx.onNetworkStatusChange(onNetwork)
    follow(
      this,
      () => wx.offNetworkStatusChange(onNetwork),
      () => retry(this).cancel(),
    )
    void this.ask()
  },

  /** Asks the server which ways in there are; without an answer it is asked again and again. */
  async ask() {
    retry(this).cancel()
    try {
      const ways = openWays(await app.me.waysIn(), inWechat())
      const [first] = ways
      if (first === undefined) patch(this, { state: 'error', stateText: t('signIn.noWay') })
      else this.show(ways, first)
    } catch {
      patch(this, { state: 'offline', stateText: t('signIn.offline') })
      const timer = setTimeout(() => void this.ask(), retryMs)
      retry(this).cancel = () => clearTimeout(timer)
    }
  },

  show(ways: UploadDeps[], way: UploadDeps) {
    const others = otherWays(ways, way)
    patch(this, { state: 'ready', ways, way, others, action: t(actions[way]), problem: '' })
  },

  onRetry() {
    patch(this, { state: 'loading', stateText: t('signIn.waiting') })
    void this.ask()
  },

  onWay(event: WechatMiniprogram.TouchEvent) {
    this.show(this.data.ways, event.currentTarget.dataset.way as UploadDeps)
  },

  onAvatar() {
    patch(this, { picking: true })
  },

  onAvatarChosen(event: WechatMiniprogram.CustomEvent<{ avatar: string }>) {
    patch(this, { picking: false, avatar: event.detail.avatar, picture: '' })
  },

  onPicture(event: WechatMiniprogram.CustomEvent<{ path: string }>) {
    patch(this, { picking: false, avatar: '', picture: event.detail.path })
  },

  onAvatarClosed() {
    patch(this, { picking: false })
  },

  /** The nickname is read here and not while it is typed: WeChat clears one that it rejects when the field is left. */
  onSubmit(event: WechatMiniprogram.FormSubmit) {
    void this.enter(event.detail.value as Entry)
  },

  onType(event: WechatMiniprogram.Input) {
    const field = event.currentTarget.dataset.field as keyof Entry
    typed(this)[field] = event.detail.value
  },

  /** Enter in the last field is the button. A nickname is not taken so in WeChat, which has not looked at it yet. */
  onConfirm(event: WechatMiniprogram.InputConfirm) {
    const field = event.currentTarget.dataset.field as keyof Entry
    typed(this)[field] = event.detail.value
    const isLast = field === 'password' ? this.data.way === 'password' : !inWechat()
    if (isLast) void this.enter(typed(this))
  },

  onNext() {
    patch(this, { atPassword: true })
  },

  async enter(entry: Entry) {
    if (this.data.busy) return
    const { way, avatar, picture } = this.data
    const problem = problemOf(way, entry)
    patch(this, { problem, busy: problem === '' })
    if (problem !== '') return
    try {
      await enter(way, entry, { avatar, picture })
      wx.reLaunch({ url: '/pages/home/home' })
    } catch (error) {
      patch(this, { busy: false, problem: explain(error) })
    }
  },
})
