import type { AccountKind, Person, SignedIn } from '../protocol/index'
import { type Account, KeptAccount } from './kept-account'
import type { Storage } from './ports'
import type { ServerClock } from './server-clock'
import { lifeOf } from './token-claims'

export type { Account } from './kept-account'

/** What came of asking for a new token. `refused`: the token is void, for good. */
export type Renewal = SignedIn | 'refused' | 'unreachable'

/**
 * Keeps the token, on disk too, and renews it in time. Until it is open, only who is signed in is known. What another window
 * has put on the disk is never written over: this window becomes that account instead.
 */
export class Credentials {
  private readonly clock: ServerClock
  private readonly kept: KeptAccount
  private readonly askRenewal: (token: string) => Promise<Renewal>
  private renewing: Promise<void> | undefined
  private mustRenew = false
  private isOpen = false
  private finishOpening: () => void = () => {}
  /** Resolves when tokens can be read and kept. */
  readonly opened = new Promise<void>((resolve) => {
    this.finishOpening = resolve
  })

  /** Called with the account as it is now: signed in, renewed, changed, or nobody. `elsewhere`: another window did it. */
  onChange: (account: Account | undefined, elsewhere: boolean) => void = () => {}

  account: Account | undefined

  constructor(clock: ServerClock, storage: Storage, askRenewal: (token: string) => Promise<Renewal>) {
    this.clock = clock
    this.kept = new KeptAccount(storage)
    this.askRenewal = askRenewal
  }

  /** Who is signed in, also before the token is there. */
  get user(): Person | undefined {
    return this.isOpen ? this.account?.user : this.kept.user
  }

  /** Reads the token. One that cannot be read any more signs its owner out. */
  open(): void {
    this.account = this.kept.open()
    this.isOpen = true
    this.finishOpening()
  }

  /** Takes over what another window has made of the account on disk. False when it was nothing, or half is missing yet. */
  look(): boolean {
    if (!this.isOpen || !this.kept.isChanged) return false
    this.account = this.kept.read()
    this.mustRenew = false
    this.onChange(this.account, true)
    return true
  }

  /** False when another window has signed somebody in meanwhile: then that is the account here, too. */
  signIn(signedIn: SignedIn, kind?: AccountKind): boolean {
    this.look()
    if (this.account || !this.kept.isOurs) return false
    this.keep({ ...this.stamped(signedIn), ...(kind && { kind }) })
    return true
  }

  /** A new token of the account that is signed in; one of anybody else is left alone. */
  renewed(signedIn: SignedIn, kind = this.account?.kind): void {
    this.mustRenew = false
    this.change(signedIn.user.id, () => ({ ...this.stamped(signedIn), ...(kind && { kind }) }))
  }

  changeUser(user: Person): void {
    this.change(user.id, (account) => ({ ...account, user }))
  }

  changeKind(person: string, kind: AccountKind): void {
    this.change(person, (account) => ({ ...account, kind }))
  }

  /** Signs the person out who is signed in here, also when another window has renewed. Returns the tokens that are given up. */
  signOut(): string[] {
    const before = this.account
    this.look()
    if (this.account?.user.id !== before?.user.id) return before ? [before.token] : []
    const tokens = [before?.token, this.account?.token].filter((token) => token !== undefined)
    this.end()
    return [...new Set(tokens)]
  }

  /** The server refuses a token for good. A newer one, or what another window has signed in meanwhile, stays. */
  revoked(token: string): void {
    if (token === this.account?.token && !this.look()) this.end()
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
    const { token, since, expires } = this.account
    const { made, ends } = lifeOf(token) ?? { made: since, ends: expires ?? Number.POSITIVE_INFINITY }
    return this.clock.now() > (made + ends) / 2
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
    // Another window may have done it.
    if (!asked || this.look()) return
    const renewal = await this.askRenewal(asked.token)
    // Somebody signed in or out meanwhile, here or in another window: this answer is about another session.
    if (renewal === 'unreachable' || this.look() || this.account?.token !== asked.token) return
    if (renewal === 'refused') this.revoked(asked.token)
    else this.renewed(renewal)
  }

  private change(person: string, now: (account: Account) => Account): void {
    this.look()
    if (this.account?.user.id === person) this.keep(now(this.account))
  }

  /** The token has just been made: so it tells the time, too. */
  private stamped({ token, user, expires }: SignedIn): Account {
    const life = lifeOf(token)
    if (life) this.clock.learn(life.made)
    return { token, user, since: this.clock.now(), ...(expires !== undefined && { expires }) }
  }

  private keep(account: Account): void {
    this.account = account
    if (this.kept.isOurs) this.kept.write(account)
    this.onChange(account, false)
  }

  private end(): void {
    this.account = undefined
    this.mustRenew = false
    if (this.kept.isOurs) this.kept.remove()
    this.onChange(undefined, false)
  }
}
