import { app } from '../../../app/index'
import { words } from '../../../i18n/for-template'
import { explain, t } from '../../../i18n/index'
import { rowChanges } from '../../../lib/row-changes'
import { follow, unfollow } from '../../../lib/subscriptions'
import { followScan } from '../../../navigation/follow-scan'
import { go, openRoom } from '../../../navigation/go'
import { complain } from '../../../ui/dialogs'
import { type ShownRoom, shownRoom } from './shown-room'

const tabWords = () => words('rooms.scan', 'rooms.find', 'rooms.create')

/** The rooms of this person, groups and 1v1. */
Component({
  data: {
    t: tabWords(),
    rows: [] as ShownRoom[],
    /** What an empty list says. */
    state: 'loading' as 'loading' | 'empty' | 'offline',
    stateText: '',
    stateAction: '',
    refreshing: false,
  },

  lifetimes: {
    attached() {
      this.setData({ t: tabWords() })
      follow(
        this,
        app.roomList.subscribe(() => this.draw()),
        app.clock.onMoved(() => this.draw()),
        app.whenIn(() => {
          if (this.data.rows.length === 0) void this.fill()
        }),
      )
    },
    detached() {
      unfollow(this)
    },
  },

  pageLifetimes: {
    // What was said today may have been said yesterday by now.
    show() {
      this.draw()
    },
  },

  methods: {
    draw() {
      const now = app.clock.now()
      // Favourites stand here once there is something in them.
      const known = app.roomList.get().filter(({ isFavourites, last }) => !isFavourites || last)
      const rows = known.map((row) => shownRoom(row, now))
      this.setData(rowChanges('rows', this.data.rows, rows))
    },

    /** Reads the list; what an empty one then says depends on whether the server answered. */
    async fill() {
      try {
        await app.roomList.refresh()
        this.setData({
          state: 'empty',
          stateText: t('rooms.empty'),
          stateAction: t('rooms.enterLobby'),
        })
      } catch (error) {
        this.setData({ state: 'offline', stateText: explain(error), stateAction: t('common.retry') })
      }
    },

    onState() {
      if (this.data.state === 'empty') {
        openRoom({ id: 'lobby', kind: 'lobby' })
        return
      }
      this.setData({ state: 'loading', stateText: '', stateAction: '' })
      void this.fill()
    },

    async onRefresh() {
      this.setData({ refreshing: true })
      await app.roomList.refresh().catch(complain)
      this.setData({ refreshing: false })
    },

    onRoom(event: WechatMiniprogram.TouchEvent) {
      const { id, kind } = event.currentTarget.dataset as ShownRoom
      openRoom({ id, kind })
    },

    async onScan() {
      await followScan()
    },

    onFind() {
      go('/pages/find-person/find-person')
    },

    onCreate() {
      go('/pages/new-room/new-room')
    },
  },
})
