import { app } from './app/index'
import { followSignOut } from './navigation/sign-out'
import { tellBatches } from './navigation/tell-batches'
import { tellLostRooms } from './navigation/tell-lost-rooms'
import { chimeOnMessage } from './notifications/chime-on-message'
import { ringOnCall } from './notifications/ring-on-call'
import { tellLost } from './ui/tell-lost'

App<AppInstance>({
  /** The web room shows it in the title of its window. */
  unread: app.roomList.unread,
  /** What the web room says itself is in the language chosen there. */
  settings: app.settings,

  /** The web room tells of its other windows; WeChat has one. */
  onStorageChange: (key) => app.changedElsewhere(key),
  /** The web room asks before it is left. WeChat has no such question. */
  unsaved: app.unsaved,

  onLaunch() {
    followSignOut()
    tellLostRooms()
    tellBatches()
    chimeOnMessage(app)
    ringOnCall(app)
    void app.open().then((lost) => tellLost(lost, app.uploads.takeLost()))
  },
})
