import { warnOnce } from '../report'
import { account } from './account'
import { animation } from './animation'
import { answer, type Callbacks } from './api'
import { audio } from './audio'
import { base64 } from './base64'
import { clipboard } from './clipboard'
import { device } from './device'
import { feedback } from './feedback'
import { files } from './files'
import { intersection } from './intersection'
import { lifecycle } from './lifecycle'
import { media } from './media'
import { navigation } from './navigation'
import { navigationBar } from './navigation-bar'
import { network } from './network'
import { privacy } from './privacy'
import { random } from './random'
import { recorder } from './recorder'
import { request } from './request'
import { scrolling } from './scrolling'
import { selectorQueries } from './selector-query'
import { sharing } from './sharing'
import { sockets } from './socket'
import { storage } from './storage'
import { system } from './system'
import { update } from './update'
import { upload } from './upload'

const had: Record<string, unknown> = {
  ...account,
  ...animation,
  ...audio,
  ...base64,
  ...clipboard,
  ...device,
  ...feedback,
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

/** The `wx` of the mini-program. What it has not got warns once and fails as a call, as an old WeChat would. */
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
