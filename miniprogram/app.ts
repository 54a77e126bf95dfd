import { house } from './house'
import { tell } from './lib/dialogs'
import { followSignOut } from './navigation/sign-out'
import { ringOnArrival } from './ring'
import { t } from './words/index'

App({
  /** The web room shows it in the title of its window. */
  unread: house.roomList.unread,
  /** What the web room says itself is in the language chosen there. */
  settings: house.settings,

  onLaunch() {
    followSignOut()
    ringOnArrival()
    void house.open().then((lost) => {
      if (lost > 0) void tell(t('home.lost'), t('home.lostUnsent', { count: lost }))
    })
  },
})
