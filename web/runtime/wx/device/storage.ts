import { ApiFailure, asyncApi } from '../api'

/** WeChat's limits, in bytes of JSON: one key, all keys, one encrypted key. */
const limits = { key: 1 << 20, all: 10 << 20, encryptedKey: 0.7 * (1 << 20) }

/** Keys that begin so are of one window: they outlive a reload of it, and other windows have their own. */
const ofWindow = 'window.'

const plain = 'wx:'
/** Stored apart, as in WeChat, but not encrypted: a browser has no place for a key that its own pages cannot read. */
const encrypted = 'wx-encrypted:'

interface Named {
  key: string
  encrypt?: boolean
}

function set({ key, data, encrypt = false }: Named & { data?: unknown }): void {
  const text = JSON.stringify({ data })
  const size = bytesOf(text)
  if (size > (encrypt ? limits.encryptedKey : limits.key)) throw new ApiFailure('entry size limit reached')
  if (size + info().bytes - bytesOf(placeOf(key).getItem(nameOf(key, encrypt)) ?? '') > limits.all)
    throw new ApiFailure('exceed storage max size 10Mb')
  try {
    placeOf(key).setItem(nameOf(key, encrypt), text)
  } catch {
    throw new ApiFailure('exceed storage max size of this browser')
  }
}

function get({ key, encrypt = false }: Named): unknown {
  const text = placeOf(key).getItem(nameOf(key, encrypt))
  if (text === null) throw new ApiFailure('data not found')
  return (JSON.parse(text) as { data?: unknown }).data
}

function remove({ key }: Named): void {
  placeOf(key).removeItem(nameOf(key, false))
  placeOf(key).removeItem(nameOf(key, true))
}

function clear(): void {
  for (const key of info().keys) remove({ key })
}

function info(): { keys: string[]; bytes: number } {
  const keys: string[] = []
  let bytes = 0
  for (let at = 0; at < localStorage.length; at++) {
    const name = localStorage.key(at) ?? ''
    const prefix = [plain, encrypted].find((one) => name.startsWith(one))
    if (prefix === undefined) continue
    keys.push(name.slice(prefix.length))
    bytes += bytesOf(localStorage.getItem(name) ?? '')
  }
  return { keys, bytes }
}

function shownInfo(): { keys: string[]; currentSize: number; limitSize: number } {
  const { keys, bytes } = info()
  return { keys, currentSize: Math.ceil(bytes / 1024), limitSize: limits.all / 1024 }
}

const placeOf = (key: string) => (key.startsWith(ofWindow) ? sessionStorage : localStorage)

const nameOf = (key: string, encrypt: boolean) => `${encrypt ? encrypted : plain}${key}`

/** Calls back with each entry that another window changes; without a key when it cleared everything. Nothing of `encrypt`. */
export function onForeignChange(listener: (key: string | undefined) => void): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === null) listener(undefined)
    else if (key.startsWith(plain)) listener(key.slice(plain.length))
  })
}

// Two bytes a character: an upper bound that is cheap to compute.
const bytesOf = (text: string) => text.length * 2

function getOr(key: string): unknown {
  try {
    return get({ key })
  } catch {
    return ''
  }
}

export const storage = {
  setStorage: asyncApi('setStorage', set),
  getStorage: asyncApi('getStorage', (options: Named) => ({ data: get(options) })),
  removeStorage: asyncApi('removeStorage', remove),
  clearStorage: asyncApi('clearStorage', clear),
  getStorageInfo: asyncApi('getStorageInfo', shownInfo),
  setStorageSync: (key: string, data: unknown) => set({ key, data }),
  /** An absent key reads as the empty string, as in WeChat. */
  getStorageSync: getOr,
  removeStorageSync: (key: string) => remove({ key }),
  clearStorageSync: clear,
  getStorageInfoSync: shownInfo,
  batchSetStorageSync: (all: { key: string; value: unknown }[]) => {
    for (const { key, value } of all) set({ key, data: value })
  },
  batchGetStorageSync: (keys: string[]) => keys.map(getOr),
}
