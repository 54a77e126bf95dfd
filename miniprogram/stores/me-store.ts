import type { Files, Http } from '../api/http'
import { loginApi } from '../api/login'
import { meApi } from '../api/me'
import type { Person, SignedIn } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import { Store } from './observable'
import { PortraitStore } from './portrait-store'

export type { SignInOptions } from '../api/login'

/** What of the phone is needed. */
interface Phone {
  files: Files
  /** Asks WeChat for a login code. */
  wechatCode(): Promise<string>
}

/** Who is signed in on this phone; nobody: `undefined`. A lost connection signs nobody out. */
export class MeStore extends Store<Person | undefined> {
  /** One's own picture, on its way to the server. */
  readonly portrait: PortraitStore
  private readonly login: ReturnType<typeof loginApi>
  private readonly api: ReturnType<typeof meApi>
  private readonly phone: Phone
  private readonly credentials: Credentials
  private readonly forget: () => void

  /** `forget`: clears what this phone keeps of the person. */
  constructor(http: Http, phone: Phone, credentials: Credentials, forget: () => void) {
    super(credentials.user)
    this.login = loginApi(http)
    this.api = meApi(http, phone.files)
    this.phone = phone
    this.credentials = credentials
    this.forget = forget
    this.portrait = new PortraitStore(this.api, (user) => credentials.changeUser(user))
    this.subscribe((person) => person ?? this.portrait.cancel())
  }

  show(person: Person | undefined): void {
    this.set(person)
  }

  signInOptions = () => this.login.options()

  /** Each sign-in rejects with `Refused`. Once it resolves, `get()` has the person and the session is starting. */
  guest = (name: string) => this.signIn(this.login.guest(name))
  register = (name: string, password: string) => this.signIn(this.login.register(name, password))
  password = (name: string, password: string) => this.signIn(this.login.password(name, password))
  /** With a login code of WeChat. */
  wechat = async () => this.signIn(this.login.wechat(await this.phone.wechatCode()))

  /** Ends the session here at once and on the server if it can be reached; clears what this phone kept, unsent messages too. */
  signOut(): void {
    // Not awaited: without a network the token stays valid, but this phone forgets it.
    this.login.logout().catch(() => {})
    this.forget()
    this.credentials.signOut()
  }

  /** Changes name or avatar (an address); others see it at once. Rejects with `Refused`. */
  async change(change: { name?: string; avatar?: string }): Promise<Person> {
    const user = await this.api.change(change)
    this.credentials.changeUser(user)
    return user
  }

  private async signIn(answer: Promise<SignedIn>): Promise<Person> {
    const { token, user } = await answer
    await this.credentials.opened
    this.credentials.signIn(token, user)
    return user
  }
}
