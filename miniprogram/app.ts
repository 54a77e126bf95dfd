import { app } from './app/index'
import { t } from './i18n/index'
import { followSignOut } from './navigation/sign-out'
import { chimeOnMessage } from './notifications/chime-on-message'
import { tell } from './ui/dialogs'

App<AppInstance>({
  /** The web room shows it in the title of its window. */
  unread: app.roomList.unread,
  /** What the web room says itself is in the language chosen there. */
  settings: app.settings,

  /** The web room tells of its other windows; WeChat has one. */
  onStorageChange: (key) => app.changedElsewhere(key),

  onLaunch() {
    followSignOut()
    chimeOnMessage(app)
    void app.open().then((lost) => {
      if (lost > 0) void tell(t('home.lost'), t('home.lostUnsent', { count: lost }))
    })
  },
})
