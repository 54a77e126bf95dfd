import { t, type WordKey } from '../../i18n/index'
import type { SignInOptions } from '../../stores/me-store'

/** How a person signs in. */
export type SignInMethod = 'wechat' | 'guest' | 'password' | 'register'

const labels: Record<SignInMethod, WordKey> = {
  wechat: 'signIn.toWechat',
  guest: 'signIn.toGuest',
  password: 'signIn.toPassword',
  register: 'signIn.toRegister',
}

/** What the button of each method says. */
export const actions: Record<SignInMethod, WordKey> = {
  wechat: 'signIn.byWechat',
  guest: 'signIn.byGuest',
  password: 'signIn.byPassword',
  register: 'signIn.byRegister',
}

/** The methods that are offered here, the easiest first. WeChat's is for WeChat alone: a browser has no `wx.login`. */
export function methodsOf(options: SignInOptions, inWechat: boolean): SignInMethod[] {
  const all: [SignInMethod, boolean][] = [
    ['wechat', options.wechat && inWechat],
    ['guest', options.guest],
    ['password', options.password],
    ['register', options.password],
  ]
  return all.filter(([, isOffered]) => isOffered).map(([method]) => method)
}

/** The other methods, to be offered below the form. */
export function otherMethods(
  methods: readonly SignInMethod[],
  chosen: SignInMethod,
): { method: SignInMethod; label: string }[] {
  return methods.filter((method) => method !== chosen).map((method) => ({ method, label: t(labels[method]) }))
}
