import { house } from './house'

App({
  onLaunch() {
    house.open()
  },
})
