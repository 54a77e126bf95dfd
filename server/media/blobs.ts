import type { Readable } from 'node:stream'

/** Bytes of a file, both ends included. */
export interface Span {
  start: number
  end: number
}

/**
 * Where the bytes of uploads lie: whole files by key. Everything rejects with `StoreUnavailable` where
 * the place cannot be reached, and `put` with `MediaRefused` `storage-full` where nothing more fits in.
 */
export interface Blobs {
  /**
   * Keeps a file of so many bytes; it is durable when this resolves. Under a key that is taken the file is
   * replaced. When it fails, or the bytes end early, it rejects, and what is under the key then is nothing to
   * go by.
   */
  put(key: string, bytes: Readable, size: number, type: string): Promise<void>
  /**
   * Keeps a file of this machine, of so many bytes, as `put` does. It is the place's from now on, where that saves a copy: it may still have its name,
   * and must not be written any more.
   */
  putFile(key: string, path: string, size: number, type: string): Promise<void>
  /** Reads a file, or a span within it; nothing where there is none. */
  open(key: string, span?: Span): Promise<Readable | undefined>
  has(key: string): Promise<boolean>
  /** Bytes of a file; nothing where there is none. */
  size(key: string): Promise<number | undefined>
  /** Idempotent. */
  remove(key: string): Promise<void>
}

const keys = /^[a-z0-9]{3,64}(\.[a-z0-9]{1,8})?$/

/** Throws when a key is not one of ours: no file outside the folder is ever named. */
export function checkKey(key: string): string {
  if (!keys.test(key)) throw new Error('Not a key of a stored file')
  return key
}
