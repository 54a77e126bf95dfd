import type { AccountKind, Person } from '../protocol/index'
import type { Storage } from './ports'
import { personOf } from './token-claims'

/** Who is signed in, and what proves it. */
export interface Account {
  token: string
  user: Person
  /** When this phone got the token, and when the server says that it ends; milliseconds since 1970, by the server's clock. */
  since: number
  expires?: number
  /** Unknown until the server has told. */
  kind?: AccountKind
}

export const accountKey = 'account'
export const tokenKey = 'token'

/** What of an account is kept where it can be read at once; from before tokens were sealed, one may be there, too. */
type Stored = Omit<Account, 'token'> & { token?: string }

/** The two entries as they lie on disk. */
interface Entries {
  stored: Stored | undefined
  token: string | undefined
}

/**
 * The account on disk, which other windows write as well. It lies in two entries, so that another window may be seen
 * between the two: the token is written first and removed last.
 */
export class KeptAccount {
  private readonly storage: Storage
  /** The disk as this window knows it. */
  private known = ''

  constructor(storage: Storage) {
    this.storage = storage
  }

  /** Who is signed in; can be read before the token. */
  get user(): Person | undefined {
    return asStored(this.storage.read(accountKey))?.user
  }

  /** Whether another window has changed the disk since this one last read or wrote it; one that has written half of it has not yet. */
  get isChanged(): boolean {
    const entries = this.entries()
    return nameOf(entries) !== this.known && !isHalf(entries)
  }

  /** Whether the disk is as this window last read or wrote it, so that it may be written. */
  get isOurs(): boolean {
    return nameOf(this.entries()) === this.known
  }

  /** At the start of the program. Takes away an account whose token cannot be read any more. */
  open(): Account | undefined {
    const account = this.read()
    const { stored, token } = this.entries()
    if (token === undefined) this.remove()
    // From before tokens were sealed: it goes where it is.
    if (account && stored?.token !== undefined) this.write(account)
    return account
  }

  read(): Account | undefined {
    const entries = this.entries()
    this.known = nameOf(entries)
    const { stored, token } = entries
    return stored && token !== undefined && !isHalf(entries) ? { ...stored, token } : undefined
  }

  write({ token, ...rest }: Account): void {
    // Where the token found no room, the entry from before goes on belonging to the token from before.
    if (this.storage.write(tokenKey, token)) this.storage.write(accountKey, rest)
    this.known = nameOf(this.entries())
  }

  remove(): void {
    this.storage.remove(accountKey)
    this.storage.remove(tokenKey)
    this.known = nameOf(this.entries())
  }

  private entries(): Entries {
    const stored = asStored(this.storage.read(accountKey))
    const token = stored?.token ?? this.storage.read(tokenKey)
    return { stored, token: typeof token === 'string' ? token : undefined }
  }
}

/** A token without its account, or beside that of another person. */
function isHalf({ stored, token }: Entries): boolean {
  if (token === undefined) return false
  return stored === undefined || (personOf(token) ?? stored.user.id) !== stored.user.id
}

/** By this two states of the disk are told apart. */
function nameOf({ stored, token = '' }: Entries): string {
  return `${token} ${JSON.stringify(stored?.user)}`
}

function asStored(value: unknown): Stored | undefined {
  const stored = value as Stored | undefined
  return typeof stored?.user?.id === 'string' ? stored : undefined
}
