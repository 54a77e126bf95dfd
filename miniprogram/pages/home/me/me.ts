import { app } from '../../../app/index'
import { words } from '../../../i18n/for-template'
import { explain, t } from '../../../i18n/index'
import { follow, unfollow } from '../../../lib/subscriptions'
import { openFavourites } from '../../../navigation/open-favourites'
import { isName, type Person, tidyName } from '../../../protocol/index'
import type { Portrait } from '../../../stores/portrait-store'
import { copy } from '../../../ui/copy'
import { complain, tell, toast } from '../../../ui/dialogs'
import { inWechat } from '../../../ui/in-wechat'
import { chooseLanguage, chooseTheme, settingWords, turnSound } from './choices'
import { leave, openAccount } from './leave'

const nobody: Person = { id: '', name: '', avatar: '' }

const tabWords = () =>
  words(
    'me.id',
    'me.copy',
    'me.name',
    'me.namePlaceholder',
    'me.avatar',
    'me.save',
    'me.favourites',
    'me.qr',
    'me.qrHint',
    'me.language',
    'me.theme',
    'me.sound',
    'me.blocked',
    'me.unblock',
    'me.about',
    'me.signOut',
    'account.title',
    'account.keep',
    'common.cancel',
    'common.retry',
  )

/** Who I am to others, the settings, and the way out. */
Component({
  data: {
    t: tabWords(),
    me: nobody,
    isGuest: false,
    settings: { language: '', theme: '', sound: '' },
    blocked: [] as readonly Person[],
    isListing: false,
    isNaming: false,
    isPicking: false,
    /** The picture that is on its way; its problem in words. */
    portrait: null as Portrait | null,
    problem: '',
    isShowingQr: false,
    qr: '',
    qrProblem: '',
  },

  lifetimes: {
    attached() {
      this.setData({ t: tabWords() })
      follow(
        this,
        app.me.subscribe((me) => this.setData({ me: me ?? nobody })),
        app.account.subscribe((kind) => this.setData({ isGuest: kind === 'guest' })),
        app.me.portrait.subscribe((portrait) => this.setData({ portrait: inWords(portrait) })),
        app.settings.subscribe((settings) => this.setData({ settings: settingWords(settings) })),
        app.contacts.blocked.subscribe((blocked) => this.setData({ blocked })),
      )
      // Without an answer it stays as it is known, and signing out says what may be lost.
      app.account.learn().catch(() => {})
    },
    detached() {
      unfollow(this)
    },
  },

  methods: {
    onCopy() {
      copy(this.data.me.id)
    },

    onQr() {
      this.setData({ isShowingQr: !this.data.isShowingQr })
      if (this.data.isShowingQr && this.data.qr === '') void this.loadQr()
    },

    async loadQr() {
      this.setData({ qrProblem: '' })
      try {
        this.setData({ qr: await app.codes.ofPerson(this.data.me.id) })
      } catch {
        this.setData({ qrProblem: t('details.qr-problem') })
      }
    },

    onName() {
      this.setData({ isNaming: !this.data.isNaming, problem: '' })
    },

    /** Read from the form: WeChat clears a nickname that it rejects when the field is left. */
    onRename(event: WechatMiniprogram.FormSubmit) {
      void this.rename(String(event.detail.value.name ?? ''))
    },

    onNameDone(event: WechatMiniprogram.InputConfirm) {
      if (!inWechat()) void this.rename(event.detail.value)
    },

    async rename(typed: string) {
      const name = tidyName(typed)
      if (!isName(name)) {
        this.setData({ problem: explain('bad-name') })
        return
      }
      if (await this.change({ name })) this.setData({ isNaming: false, problem: '' })
    },

    onAvatar() {
      this.setData({ isPicking: true })
    },

    onAvatarClosed() {
      this.setData({ isPicking: false })
    },

    async onAvatarChosen(event: WechatMiniprogram.CustomEvent<{ avatar: string }>) {
      this.setData({ isPicking: false })
      app.me.portrait.cancel()
      await this.change(event.detail)
    },

    onPicture(event: WechatMiniprogram.CustomEvent<{ path: string }>) {
      this.setData({ isPicking: false })
      // A problem is shown below the avatar, where it can be retried.
      app.me.portrait.send(event.detail.path).catch(() => {})
    },

    onPictureAgain() {
      app.me.portrait.retry().catch(() => {})
    },

    onPictureCancel() {
      app.me.portrait.cancel()
    },

    async change(change: { name?: string; avatar?: string }): Promise<boolean> {
      try {
        await app.me.change(change)
        return true
      } catch (error) {
        complain(error)
        return false
      }
    },

    /** Every text of every page changes: the home page is opened anew. */
    async onLanguage() {
      if (await chooseLanguage()) wx.reLaunch({ url: '/pages/home/home?tab=me' })
    },

    async onTheme() {
      await chooseTheme()
    },

    onSound() {
      turnSound()
    },

    onBlocked() {
      const isEmpty = this.data.blocked.length === 0
      if (isEmpty) toast(t('me.nobodyBlocked'))
      this.setData({ isListing: !isEmpty && !this.data.isListing })
    },

    async onUnblock(event: WechatMiniprogram.TouchEvent) {
      const person = String(event.currentTarget.dataset.person)
      await app.links.unblock(person).catch(complain)
    },

    async onAbout() {
      await tell(t('common.app'), t('me.aboutText'))
    },

    async onFavourites() {
      await openFavourites()
    },

    onAccount() {
      openAccount()
    },

    async onSignOut() {
      await leave()
    },
  },
})

function inWords(portrait: Portrait | undefined): Portrait | null {
  if (portrait?.problem === undefined) return portrait ?? null
  return { ...portrait, problem: explain(portrait.problem) }
}
