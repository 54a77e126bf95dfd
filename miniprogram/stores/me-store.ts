import type { Files } from '../api/files'
import type { Http } from '../api/http'
import { loginApi, type SignedIn, type SignInOptions } from '../api/login'
import { meApi } from '../api/me'
import type { Person } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import { type Observable, observable, type Source } from './observable'
import { PortraitStore } from './portrait-store'

export type { SignInOptions } from '../api/login'

/** Who is signed in on this phone; nobody: `undefined`. A lost connection signs nobody out. */
export interface Me extends Observable<Person | undefined> {
  signInOptions(): Promise<SignInOptions>
  /** Each sign-in rejects with `Refused`. Once it resolves, `get()` has the person and the session is starting. */
  guest(name: string): Promise<Person>
  register(name: string, password: string): Promise<Person>
  password(name: string, password: string): Promise<Person>
  /** With a login code of WeChat. */
  wechat(): Promise<Person>
  /** Ends the session here at once and on the server if it can be reached; clears what this phone kept, unsent messages too. */
  signOut(): void
  /** One's own picture, on its way to the server. */
  readonly portrait: PortraitStore
  /** Changes name or avatar (an address); others see it at once. Rejects with `Refused`. */
  change(change: { name?: string; avatar?: string }): Promise<Person>
}

/** What of the phone is needed. */
interface Phone {
  files: Files
  /** Asks WeChat for a login code. */
  wechatCode(): Promise<string>
}

export class MeStore implements Me {
  readonly portrait: PortraitStore
  readonly #login: ReturnType<typeof loginApi>
  readonly #api: ReturnType<typeof meApi>
  readonly #phone: Phone
  readonly #credentials: Credentials
  readonly #forget: () => void
  readonly #me: Source<Person | undefined>

  /** `forget`: clears what this phone keeps of the person. */
  constructor(http: Http, phone: Phone, credentials: Credentials, forget: () => void) {
    this.#login = loginApi(http)
    this.#api = meApi(http, phone.files)
    this.#phone = phone
    this.#credentials = credentials
    this.#forget = forget
    this.#me = observable(credentials.user)
    this.portrait = new PortraitStore(this.#api, (user) => credentials.changeUser(user))
    this.subscribe((person) => person ?? this.portrait.cancel())
  }

  get = () => this.#me.get()
  subscribe = (listener: (person: Person | undefined) => void) => this.#me.subscribe(listener)

  show(person: Person | undefined): void {
    this.#me.set(person)
  }

  signInOptions = () => this.#login.options()
  guest = (name: string) => this.#signIn(this.#login.guest(name))
  register = (name: string, password: string) => this.#signIn(this.#login.register(name, password))
  password = (name: string, password: string) => this.#signIn(this.#login.password(name, password))
  wechat = async () => this.#signIn(this.#login.wechat(await this.#phone.wechatCode()))

  signOut(): void {
    // Not awaited: without a network the token stays valid, but this phone forgets it.
    this.#login.logout().catch(() => {})
    this.#forget()
    this.#credentials.signOut()
  }

  async change(change: { name?: string; avatar?: string }): Promise<Person> {
    const user = await this.#api.change(change)
    this.#credentials.changeUser(user)
    return user
  }

  async #signIn(answer: Promise<SignedIn>): Promise<Person> {
    const { token, user } = await answer
    await this.#credentials.opened
    this.#credentials.signIn(token, user)
    return user
  }
}
