import { themed } from '../../behaviors/themed'
import { house } from '../../house'
import { tell } from '../../lib/dialogs'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { openArrival } from '../../navigation/go'
import { words } from '../../words/for-template'
import { explain, t } from '../../words/index'

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
    // A code may name the home page, too; a plain start remembers nothing.
    house.joining.remember(query)
    if (!house.me.get()) {
      wx.reLaunch({ url: '/pages/sign-in/sign-in' })
      return
    }
    const tab = tabs.includes(query.tab ?? '') ? (query.tab as Tab) : 'rooms'
    patch(this, { t: pageWords(), tab })
    follow(
      this,
      house.roomList.unread.subscribe((unread) => patch(this, { unread })),
      house.invitations.badge.subscribe((badge) => patch(this, { badge })),
      // An invitation that found no network is followed when there is one.
      house.connection.subscribe(({ state }) => {
        if (state === 'open') void this.arrive()
      }),
    )
  },

  onShow() {
    // Sign-in is on its way over this page.
    if (!house.me.get()) return
    wx.setNavigationBarTitle({ title: t('common.app') })
    void this.arrive()
  },

  /** Follows what was scanned or tapped. It stays, and says so, while the server cannot be reached. */
  async arrive() {
    if (this.isArriving || !house.joining.pending()) return
    this.isArriving = true
    patch(this, { invitation: t('home.opening') })
    try {
      const arrival = await house.joining.arrive()
      patch(this, { invitation: '' })
      if (arrival.open === 'nowhere') await tell(t('common.invitation'), explain(arrival.problem))
      else openArrival(arrival)
    } catch {
      patch(this, { invitation: t('home.waiting') })
    }
    this.isArriving = false
  },

  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    patch(this, { tab: event.detail.key })
  },

  onInvitation() {
    void this.arrive()
  },
})
