import { house } from './house'
import { followSignOut } from './navigation/sign-out'

App({
  /** The web room shows it in the title of its window. */
  unread: house.roomList.unread,

  onLaunch() {
    house.open()
    followSignOut()
  },
})
