/** Why an upload is not taken. Each is a problem of the HTTP API as well. */
export type MediaProblem =
  | 'empty-file'
  | 'file-too-large'
  | 'wrong-type'
  | 'broken-file'
  | 'not-examined'
  | 'unknown-length'
  | 'too-many-pixels'
  | 'too-long'
  | 'quota-reached'
  | 'storage-full'
  | 'unknown-upload'
  | 'incomplete'
  | 'busy'

/** Those that say something of the server at this moment and nothing of the file: the same bytes may pass later. */
const passing: readonly MediaProblem[] = ['storage-full', 'incomplete', 'busy']

/** Thrown where an upload cannot be taken, through the streams that carry it. */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused'
  readonly code: MediaProblem

  constructor(code: MediaProblem) {
    super(code)
    this.code = code
  }

  /** Whether the same bytes will be refused again. */
  get isFinal(): boolean {
    return !passing.includes(this.code)
  }
}

/** What a file system says when it is full: as `storage-full`. Anything else as it is. */
export function fullOr(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT' ? new MediaRefused('storage-full') : error
}
