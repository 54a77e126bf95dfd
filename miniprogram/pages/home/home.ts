import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { openArrival } from '../../navigation/go'
import { tell } from '../../ui/dialogs'
import { themed } from '../../ui/themed'

type Tab = 'rooms' | 'notices' | 'me'
const tabs: readonly string[] = ['rooms', 'notices', 'me']

const pageWords = () => words('home.rooms', 'home.notices', 'home.me')

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    tab: 'rooms' as Tab,
    unread: 0,
    badge: 0,
    /** What is said of an invitation on its way; empty when there is none. */
    invitation: '',
  },

  isArriving: false,

  onLoad(query: Record<string, string | undefined>) {
    // A code may lead to the home page, too; a plain start remembers nothing.
    app.joining.remember(query)
    if (!app.me.get()) {
      wx.reLaunch({ url: '/pages/sign-in/sign-in' })
      return
    }
    const tab = tabs.includes(query.tab ?? '') ? (query.tab as Tab) : 'rooms'
    patch(this, { t: pageWords(), tab })
    follow(
      this,
      app.roomList.unread.subscribe((unread) => patch(this, { unread })),
      app.invitations.badge.subscribe((badge) => patch(this, { badge })),
      // An invitation that found no network is followed when there is one.
      app.connection.subscribe(({ state }) => {
        if (state === 'open') void this.arrive()
      }),
    )
  },

  onShow() {
    // Sign-in is on its way over this page.
    if (!app.me.get()) return
    wx.setNavigationBarTitle({ title: t('common.app') })
    void this.arrive()
  },

  /** Follows what was scanned or tapped. It is kept, and a line says so, while the server cannot be reached. */
  async arrive() {
    const isInvited = app.joining.pending() !== undefined
    if (this.isArriving || !(isInvited || app.joining.isReturning)) return
    this.isArriving = true
    // Who goes back to where they were is told of no invitation.
    const said = (key: 'home.opening' | 'home.waiting') =>
      patch(this, { invitation: isInvited ? t(key) : '' })
    said('home.opening')
    try {
      const arrival = await app.joining.arrive()
      patch(this, { invitation: '' })
      if (arrival.open === 'nowhere') await tell(t('common.invitation'), explain(arrival.problem))
      else openArrival(arrival)
    } catch {
      said('home.waiting')
    }
    this.isArriving = false
  },

  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    const { key } = event.detail
    // What the list of the notices has shown need not be told in a strip.
    if (key === 'notices' || this.data.tab === 'notices')
      app.invitations.dismiss(app.invitations.get().received.map(({ link }) => link))
    patch(this, { tab: key })
  },

  onInvitation() {
    void this.arrive()
  },
})
