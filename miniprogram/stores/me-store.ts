import type { Http } from '../api/http'
import { loginApi } from '../api/login'
import { meApi } from '../api/me'
import type { Files } from '../api/media'
import type { Person, SignedIn } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import type { MeStore } from './me'
import { observable } from './observable'
import { openPortrait } from './portrait-store'

/** What of the phone is needed. */
interface Host {
  files: Files
  /** Asks WeChat for a login code. */
  wechatCode(): Promise<string>
}

/** Who is signed in. `forget`: clears what this phone keeps of them. */
export function openMe(
  http: Http,
  { files, wechatCode }: Host,
  credentials: Credentials,
  forget: () => void,
): MeStore & { show(me: Person | undefined): void } {
  const login = loginApi(http)
  const api = meApi(http, files)
  const me = observable<Person | undefined>(credentials.user)
  const portrait = openPortrait(api, (user) => credentials.changeUser(user))
  me.subscribe((person) => person ?? portrait.cancel())

  const enter = async (signingIn: Promise<SignedIn>): Promise<Person> => {
    const { token, user } = await signingIn
    await credentials.opened
    credentials.signIn(token, user)
    return user
  }

  return {
    get: me.get,
    subscribe: me.subscribe,
    portrait,
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
