import { warnOnce } from '../browser/report'
import { answer, type Callbacks } from './api'
import { account } from './app/account'
import { lifecycle } from './app/lifecycle'
import { navigation } from './app/navigation'
import { privacy } from './app/privacy'
import { sharing } from './app/sharing'
import { system } from './app/system'
import { update } from './app/update'
import { base64 } from './device/base64'
import { clipboard } from './device/clipboard'
import { device } from './device/device'
import { random } from './device/random'
import { scanning } from './device/scanning'
import { storage } from './device/storage'
import { audio } from './media/audio'
import { calls } from './media/calls'
import { fileSystem } from './media/file-system'
import { files } from './media/files'
import { media } from './media/media'
import { recorder } from './media/recorder'
import { network } from './network/network'
import { request } from './network/request'
import { sockets } from './network/socket'
import { upload } from './network/upload'
import { animation } from './ui/animation'
import { feedback } from './ui/feedback'
import { intersection } from './ui/intersection'
import { navigationBar } from './ui/navigation-bar'
import { scrolling } from './ui/scrolling'
import { selectorQueries } from './ui/selector-query'

const had: Record<string, unknown> = {
  ...account,
  ...animation,
  ...audio,
  ...base64,
  ...calls,
  ...clipboard,
  ...device,
  ...feedback,
  ...fileSystem,
  ...files,
  ...intersection,
  ...lifecycle,
  ...media,
  ...navigation,
  ...navigationBar,
  ...network,
  ...privacy,
  ...random,
  ...recorder,
  ...request,
  ...scanning,
  ...scrolling,
  ...selectorQueries,
  ...sharing,
  ...sockets,
  ...storage,
  ...system,
  ...update,
  ...upload,
  canIUse: (name: string) => Object.hasOwn(had, name.split('.')[0] ?? name),
}

/** The `wx` of the mini-program. A function that it lacks warns once and fails when called, as in an old WeChat. */
export const wx = new Proxy(had, {
  get(target, name) {
    if (typeof name === 'symbol' || name in target) return Reflect.get(target, name)
    return (options?: Callbacks) => {
      warnOnce(`wx.${name} is not had on the web`)
      return answer(name, options, () => {
        throw new Error('not supported on the web')
      })
    }
  },
})
