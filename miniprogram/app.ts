import { house } from './house'
import { followSignOut } from './navigation/sign-out'

App({
  onLaunch() {
    house.open()
    followSignOut()
  },
})
