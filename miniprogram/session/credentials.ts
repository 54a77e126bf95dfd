import type { Person } from '../protocol/index'
import type { Storage } from './ports'
import type { ServerClock } from './server-clock'
import { lifeOf } from './token-life'

/** Who is signed in, and what proves it. */
export interface Account {
  token: string
  user: Person
}

/** What came of asking for a new token. `refused`: the token is void, for good. */
export type Renewal = { token: string; user: Person } | 'refused' | 'unreachable'

const accountKey = 'account'
const tokenKey = 'token'

/** What of an account is kept where it can be read at once; from before tokens were sealed, one may be there, too. */
type Stored = Omit<Account, 'token'> & { token?: string }

/** Keeps the token, on disk too, and renews it in time. Until it is open, only who is signed in is known. */
export class Credentials {
  private readonly clock: ServerClock
  private readonly storage: Storage
  private readonly askRenewal: (token: string) => Promise<Renewal>
  private renewing: Promise<void> | undefined
  private mustRenew = false
  private stored: Stored | undefined
  private finishOpening: () => void = () => {}
  /** Resolves when tokens can be read and kept. */
  readonly opened = new Promise<void>((resolve) => {
    this.finishOpening = resolve
  })

  /** Called with the account as it is now: signed in, renewed, changed, or nobody. */
  onChange: (account: Account | undefined) => void = () => {}

  account: Account | undefined

  constructor(clock: ServerClock, storage: Storage, askRenewal: (token: string) => Promise<Renewal>) {
    this.clock = clock
    this.storage = storage
    this.askRenewal = askRenewal
    this.stored = asStored(storage.read(accountKey))
  }

  /** Who is signed in, also before the token is there. */
  get user(): Person | undefined {
    return this.account?.user ?? this.stored?.user
  }

  /** Reads the token. One that cannot be read any more signs its owner out. */
  open(): void {
    const stored = this.stored
    const token = stored?.token ?? this.storage.read(tokenKey)
    if (stored && typeof token === 'string') this.account = { ...stored, token }
    // The token goes where it is sealed.
    if (this.account && stored?.token !== undefined) this.save(this.account)
    if (!this.account) this.storage.remove(accountKey)
    this.stored = undefined
    this.finishOpening()
  }

  /** The token has just been made: so it tells the time, too. */
  signIn(token: string, user: Person): void {
    const life = lifeOf(token)
    if (life) this.clock.learn(life.made)
    this.mustRenew = false
    this.keep({ token, user })
  }

  signOut(): void {
    this.account = undefined
    this.mustRenew = false
    this.storage.remove(accountKey)
    this.storage.remove(tokenKey)
    this.onChange(undefined)
  }

  changeUser(user: Person): void {
    if (this.account) this.keep({ ...this.account, user })
  }

  /** The token is over, says the server: the next one who asks gets a new one. */
  expire(): void {
    this.mustRenew = true
  }

  /** The token to use now; nothing when nobody is signed in. `doubted`: the server seemed to refuse it. */
  async token(doubted = false): Promise<string | undefined> {
    await this.opened
    if (this.account && (doubted || this.mustRenew || this.isHalfOver())) await this.renew()
    return this.account?.token
  }

  private isHalfOver(): boolean {
    if (!this.account) return false
    const life = lifeOf(this.account.token)
    return life !== undefined && this.clock.now() > (life.made + life.ends) / 2
  }

  /** One at a time: both sockets may ask together. */
  private renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = undefined
    })
    return this.renewing
  }

  private async renewOnce(): Promise<void> {
    const asked = this.account
    if (!asked) return
    const renewal = await this.askRenewal(asked.token)
    // Somebody signed in or out meanwhile: this answer is about another session.
    if (this.account?.token !== asked.token || renewal === 'unreachable') return
    if (renewal === 'refused') this.signOut()
    else this.signIn(renewal.token, renewal.user)
  }

  private keep(account: Account): void {
    this.account = account
    this.save(account)
    this.onChange(account)
  }

  private save({ token, ...rest }: Account): void {
    this.storage.write(tokenKey, token)
    this.storage.write(accountKey, rest)
  }
}

function asStored(value: unknown): Stored | undefined {
  const stored = value as Stored | undefined
  return typeof stored?.user?.id === 'string' ? stored : undefined
}
