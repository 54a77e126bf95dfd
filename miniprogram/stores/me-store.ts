import type { Files, Http } from '../api/http'
import { loginApi } from '../api/login'
import { meApi } from '../api/me'
import type { AccountKind, Person, SignedIn } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import { Refused } from '../session/refused'
import type { SignOutQueue } from '../session/sign-out-queue'
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
  private readonly signOuts: SignOutQueue
  private readonly forget: () => void

  /** `forget`: clears what this phone keeps of the person. */
  constructor(
    http: Http,
    phone: Phone,
    credentials: Credentials,
    signOuts: SignOutQueue,
    forget: () => void,
  ) {
    super(credentials.user)
    this.login = loginApi(http)
    this.api = meApi(http, phone.files)
    this.phone = phone
    this.credentials = credentials
    this.signOuts = signOuts
    this.forget = forget
    this.portrait = new PortraitStore(this.api, (user) => credentials.changeUser(user))
  }

  show(person: Person | undefined): void {
    // The picture is of the person before.
    if (person?.id !== this.get()?.id) this.portrait.cancel()
    this.set(person)
  }

  signInOptions = () => this.login.options()

  /**
   * Each sign-in rejects with `Refused`. Once it resolves, `get()` has the person and the session is starting. Where another
   * window has signed somebody in meanwhile, that is the person.
   */
  guest = (name: string) => this.signIn('guest', () => this.login.guest(name))
  register = (name: string, password: string) =>
    this.signIn('password', () => this.login.register(name, password))
  password = (name: string, password: string) =>
    this.signIn('password', () => this.login.password(name, password))
  /** With a login code of WeChat. */
  wechat = () => this.signIn('wechat', async () => this.login.wechat(await this.phone.wechatCode()))

  /**
   * Into one call, by a ticket that WeChat has shown: resolves to whom it is for, who is signed in then where nobody was. Somebody else
   * who was stays signed in. Rejects with `Refused('unknown-ticket')` where it is used up.
   */
  async ticket(ticket: string, call: string): Promise<Person> {
    await this.credentials.opened
    const signedIn = await this.login.ticket(ticket, call)
    if (this.credentials.user || !this.credentials.signIn(signedIn)) this.signOuts.add(signedIn.token)
    return signedIn.user
  }

  /**
   * Ends the session here at once, and clears what this phone kept, unsent messages too. The server is told as soon as it
   * can be reached, by a later run of the program if need be.
   */
  async signOut(): Promise<void> {
    await this.credentials.opened
    this.forget()
    for (const token of this.credentials.signOut()) this.signOuts.add(token)
  }

  /** Changes name or avatar (an address); others see it at once. Rejects with `Refused`. */
  async change(change: { name?: string; avatar?: string }): Promise<Person> {
    const user = await this.api.change(change)
    this.credentials.changeUser(user)
    return user
  }

  private async signIn(kind: AccountKind, ask: () => Promise<SignedIn>): Promise<Person> {
    await this.credentials.opened
    this.credentials.look()
    const signedIn = this.credentials.user ? undefined : await ask()
    // An account that is not taken up here is left without a session.
    if (signedIn && !this.credentials.signIn(signedIn, kind)) this.signOuts.add(signedIn.token)
    const { user } = this.credentials
    if (!user) throw new Refused('try-again')
    return user
  }
}
