import { house } from './house'
import { followSignOut } from './navigation/sign-out'
import { ringOnArrival } from './ring'

App({
  /** The web room shows it in the title of its window. */
  unread: house.roomList.unread,

  onLaunch() {
    house.open()
    followSignOut()
    ringOnArrival()
  },
})
