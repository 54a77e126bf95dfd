import { asyncApi } from '../api'

/** The menu of the capsule, which the web does not have; a share button copies a link instead. */
const nothing = (name: string) => asyncApi(name, () => undefined)

export const sharing = {
  showShareMenu: nothing('showShareMenu'),
  hideShareMenu: nothing('hideShareMenu'),
  updateShareMenu: nothing('updateShareMenu'),
  reportEvent: () => undefined,
  reportMonitor: () => undefined,
  reportPerformance: () => undefined,
}
