import { limits } from '../protocol/index'
import type { PickedFile, Upload } from './upload'

/** What says nothing of the file: it is over by itself, or with another try. */
const passing: readonly string[] = [
  'offline',
  'no-answer',
  'canceled',
  'try-again',
  'busy',
  'too-fast',
  'too-slow',
  'internal',
  'storage-full',
  'unknown-upload',
  'incomplete',
]

/** A status without a code of the server comes from something on the way, such as a proxy: these pass. */
const passingStatus = /^http-(?:[235]\d\d|408|429)$/

/** What one kind of message does not take; a message of kind `file` takes anything. */
const ofKind: readonly string[] = [
  'wrong-type',
  'broken-file',
  'not-examined',
  'unknown-length',
  'too-many-pixels',
  'too-long',
  'file-too-large',
]

/** Whether the same bytes, sent again, may be taken. */
export function mayBeRetried(problem: string): boolean {
  return passing.includes(problem) || passingStatus.test(problem)
}

/** Whether it is on its way still, or may be: it would be missed. What was refused for good, its sender knows of. */
export function isUnfinished({ problem }: Pick<Upload, 'problem'>): boolean {
  return problem === undefined || mayBeRetried(problem)
}

/** Whether what was refused as a picture, a video or a voice message can be sent as a file. */
export function mayBeFile({ kind, size }: Pick<PickedFile, 'kind' | 'size'>, problem: string): boolean {
  return kind !== 'file' && size <= limits.fileBytes && ofKind.includes(problem)
}
