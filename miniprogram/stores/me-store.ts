import type { LoginApi, SignedIn } from '../api/login'
import type { MeApi } from '../api/me'
import type { Person } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import type { MeStore } from './me'
import { observable } from './observable'

/** Who is signed in. `wechatCode`: asks WeChat for a login code. `forget`: clears what this phone keeps of them. */
export function openMe(
  login: LoginApi,
  api: MeApi,
  credentials: Credentials,
  wechatCode: () => Promise<string>,
  forget: () => void,
): MeStore & { show(me: Person | undefined): void } {
  const me = observable<Person | undefined>(credentials.user)

  const enter = async (signingIn: Promise<SignedIn>): Promise<Person> => {
    const { token, user } = await signingIn
    await credentials.opened
    credentials.signIn(token, user)
    return user
  }

  return {
    get: me.get,
    subscribe: me.subscribe,
    show: me.set,
    waysIn: login.ways,
    guest: (name) => enter(login.guest(name)),
    register: (name, password) => enter(login.register(name, password)),
    password: (name, password) => enter(login.password(name, password)),
    wechat: async () => enter(login.wechat(await wechatCode())),
    signOut() {
      // Nobody waits for the server: without a network the token stays valid, but this phone forgets it.
      login.logout().catch(() => {})
      forget()
      credentials.signOut()
    },
    async change(change) {
      const user = await api.change(change)
      credentials.changeUser(user)
      return user
    },
  }
}
