import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { inWechat } from '../../ui/in-wechat'
import { themed } from '../../ui/themed'
import { problemOf, type SignInForm, signIn } from './sign-in-form'
import { actions, methodsOf, otherMethods, type SignInMethod } from './sign-in-methods'

/** Milliseconds until the server is asked again. */
const retryMs = 4_000

/** What stands in the fields, for Enter knows only its own. */
const typed = own<SignInForm>(() => ({}))
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
    /** `ready` shows the form of `method`; everything else is for `page-state`. */
    state: 'loading' as 'loading' | 'offline' | 'error' | 'ready',
    stateText: '',
    methods: [] as SignInMethod[],
    method: 'guest' as SignInMethod,
    others: [] as { method: SignInMethod; label: string }[],
    action: '',
    avatar: '',
    /** A picture of this phone, to be uploaded after signing in. */
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
      // Another window has signed somebody in. What this one does itself opens home when it is done.
      app.me.subscribe((me) => {
        if (me && !this.data.busy) wx.reLaunch({ url: '/pages/home/home' })
      }),
    )
    void this.ask()
  },

  /** Asks the server how people can sign in; without an answer again and again. */
  async ask() {
    retry(this).cancel()
    try {
      const methods = methodsOf(await app.me.signInOptions(), inWechat())
      const [first] = methods
      if (first === undefined) patch(this, { state: 'error', stateText: t('signIn.noWay') })
      else this.show(methods, first)
    } catch {
      patch(this, { state: 'offline', stateText: t('signIn.offline') })
      const timer = setTimeout(() => void this.ask(), retryMs)
      retry(this).cancel = () => clearTimeout(timer)
    }
  },

  show(methods: SignInMethod[], method: SignInMethod) {
    const others = otherMethods(methods, method)
    patch(this, { state: 'ready', methods, method, others, action: t(actions[method]), problem: '' })
  },

  onRetry() {
    patch(this, { state: 'loading', stateText: t('signIn.waiting') })
    void this.ask()
  },

  onMethod(event: WechatMiniprogram.TouchEvent) {
    this.show(this.data.methods, event.currentTarget.dataset.method as SignInMethod)
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
    void this.signIn(event.detail.value as SignInForm)
  },

  onType(event: WechatMiniprogram.Input) {
    const field = event.currentTarget.dataset.field as keyof SignInForm
    typed(this)[field] = event.detail.value
  },

  /** Enter in the last field is the button. A nickname is not taken so in WeChat, which has not looked at it yet. */
  onConfirm(event: WechatMiniprogram.InputConfirm) {
    const field = event.currentTarget.dataset.field as keyof SignInForm
    typed(this)[field] = event.detail.value
    const isLast = field === 'password' ? this.data.method === 'password' : !inWechat()
    if (isLast) void this.signIn(typed(this))
  },

  onNext() {
    patch(this, { atPassword: true })
  },

  async signIn(form: SignInForm) {
    if (this.data.busy) return
    const { method, avatar, picture } = this.data
    const problem = problemOf(method, form)
    patch(this, { problem, busy: problem === '' })
    if (problem !== '') return
    try {
      await signIn(method, form, { avatar, picture })
      wx.reLaunch({ url: '/pages/home/home' })
    } catch (error) {
      patch(this, { busy: false, problem: explain(error) })
    }
  },
})
