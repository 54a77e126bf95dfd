import { t, type WordKey } from '../../i18n/index'
import type { WaysIn } from '../../stores/me'

/** How a person comes in. */
export type UploadDeps = 'wechat' | 'guest' | 'password' | 'register'

const labels: Record<UploadDeps, WordKey> = {
  wechat: 'signIn.toWechat',
  guest: 'signIn.toGuest',
  password: 'signIn.toPassword',
  register: 'signIn.toRegister',
}

/** What the button of each way says. */
export const actions: Record<UploadDeps, WordKey> = {
  wechat: 'signIn.byWechat',
  guest: 'signIn.byGuest',
  password: 'signIn.byPassword',
  register: 'signIn.byRegister',
}

/** The ways that are open here, the easiest first. WeChat's is for WeChat alone: a browser has no `wx.login`. */
export function openWays(ways: WaysIn, inWechat: boolean): UploadDeps[] {
  const all: [UploadDeps, boolean][] = [
    ['wechat', ways.wechat && inWechat],
    ['guest', ways.guest],
    ['password', ways.password],
    ['register', ways.password],
  ]
  return all.filter(([, isOpen]) => isOpen).map(([way]) => way)
}

/** The other ways, to be offered below the form. */
export function otherWays(
  ways: readonly UploadDeps[],
  chosen: UploadDeps,
): { way: UploadDeps; label: string }[] {
  return ways.filter((way) => way !== chosen).map((way) => ({ way, label: t(labels[way]) }))
}
