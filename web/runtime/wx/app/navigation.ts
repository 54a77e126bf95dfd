import { EventChannel } from '../../pages/event-channel'
import { goBack, navigateTo, redirectTo, reLaunch } from '../../pages/router'
import { asyncApi } from '../api'

type Listeners = Record<string, (...args: unknown[]) => void>

export const navigation = {
  navigateTo: asyncApi('navigateTo', async ({ url, events = {} }: { url: string; events?: Listeners }) => {
    const eventChannel = new EventChannel()
    const opener = new EventChannel()
    eventChannel.connect(opener)
    for (const [name, listener] of Object.entries(events)) eventChannel.on(name, listener)
    // onLoad asks for the channel already, so it is put on the page before the page opens.
    await navigateTo(url, (page) => {
      page.getOpenerEventChannel = () => opener
    })
    return { eventChannel }
  }),
  redirectTo: asyncApi('redirectTo', async ({ url }: { url: string }) => {
    await redirectTo(url)
  }),
  reLaunch: asyncApi('reLaunch', async ({ url }: { url: string }) => {
    await reLaunch(url)
  }),
  // There is no native tab bar here, for our pages draw their own: a tab is a page like any other.
  switchTab: asyncApi('switchTab', async ({ url }: { url: string }) => {
    await reLaunch(url)
  }),
  navigateBack: asyncApi('navigateBack', async ({ delta = 1 }: { delta?: number }) => {
    await goBack(delta)
  }),
}
