import { type Field, field, isObject, object, optional, type Shape, type Shaped } from './fields'
import { serverId } from './ids'
import { limits } from './limits'
import { isWhole, lengthOf, textBody } from './text'

/** A picture of one character: a flag, a key cap, or a pictogram with its skin tones, joined ones included. */
const emoji =
  '(?:\\p{RI}\\p{RI}|[0-9#*]\\ufe0f?\\u20e3|\\p{Extended_Pictographic}(?:\\ufe0f|\\p{EMod})?[\\u{e0020}-\\u{e007f}]*' +
  '(?:\\u200d\\p{Extended_Pictographic}(?:\\ufe0f|\\p{EMod})?)*)'
const fewEmojis = new RegExp(`^${emoji}{1,${limits.emojis}}$`, 'u')
/** Characters that would make a name something else: a path, a command, a line of its own. */
const notInNames = /[\\/:*?"<>|\t\n\r\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

/** The body of kind `emoji`: shown large, and nothing but emojis. */
export const emojiBody: Field<string> = {
  problem: (value, path) =>
    // The length first: joined pictograms have no end of their own.
    typeof value === 'string' && value.length <= limits.emojiLength && fewEmojis.test(value)
      ? undefined
      : { code: 'bad-body', message: `${path} must be 1 to ${limits.emojis} emojis.` },
}

const oneEmoji = new RegExp(`^${emoji}$`, 'u')

/** One emoji, by which somebody reacts. */
export const reactionEmoji: Field<string> = field(
  (value) => typeof value === 'string' && value.length <= limits.emojiLength && oneEmoji.test(value),
  'one emoji',
  'not-an-emoji',
)

function badBody<T>(test: (value: unknown) => boolean, expected: string): Field<T> {
  return field<T>(test, expected, 'bad-body')
}

function upTo(most: number, unit: string): Field<number> {
  return badBody(
    (value) => Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= most,
    `1 to ${most} ${unit}`,
  )
}

function oneOf<const T extends string>(...values: T[]): Field<T> {
  return badBody((value) => values.some((one) => one === value), values.join(' or '))
}

/** Whether a name may stand at a file: one line, no path, in one direction, not hidden. */
export function isFileName(name: string): boolean {
  if (name === '' || name.length > 4 * limits.fileNameLength || lengthOf(name) > limits.fileNameLength)
    return false
  return isWhole(name) && !notInNames.test(name) && !name.startsWith('.') && name.trim() === name
}

export const pixels = upTo(limits.imageSide, 'pixels')
export const imageType = oneOf('image/jpeg', 'image/png', 'image/gif', 'image/webp')
/** Whether a picture moves, of a GIF or WebP; those of before lack it. */
export const moving: Field<boolean> = badBody((value) => typeof value === 'boolean', 'true or false')
export const voiceType = oneOf('audio/mpeg', 'audio/mp4', 'audio/aac')
export const videoType = oneOf('video/mp4', 'video/quicktime')
export const fileName: Field<string> = badBody(
  (value) => typeof value === 'string' && isFileName(value),
  `a name of 1 to ${limits.fileNameLength} characters without a path`,
)
export const imageBytes = upTo(limits.imageBytes, 'bytes')
export const voiceBytes = upTo(limits.voiceBytes, 'bytes')
export const videoBytes = upTo(limits.videoBytes, 'bytes')
export const fileBytes = upTo(limits.fileBytes, 'bytes')
export const voiceMs = upTo(limits.voiceMs, 'milliseconds')
export const videoMs = upTo(limits.videoMs, 'milliseconds')

/** What a message of each kind of media carries: the file by its id, and what a list must know before it has it. */
export const mediaFields = {
  image: {
    media: serverId,
    type: imageType,
    size: imageBytes,
    width: pixels,
    height: pixels,
    moving: optional(moving),
  },
  voice: { media: serverId, type: voiceType, size: voiceBytes, duration: voiceMs },
  video: {
    media: serverId,
    type: videoType,
    size: videoBytes,
    width: pixels,
    height: pixels,
    duration: videoMs,
  },
  file: { media: serverId, name: fileName, size: fileBytes },
} as const satisfies Record<string, Shape>

export type MediaKind = keyof typeof mediaFields
export type MediaBodyOf<K extends MediaKind> = Shaped<(typeof mediaFields)[K]>
export type MediaBody = { [K in MediaKind]: MediaBodyOf<K> }[MediaKind]

/** The kinds that a client may say, each with its body. */
export const bodies = {
  text: textBody,
  emoji: emojiBody,
  image: object(mediaFields.image),
  voice: object(mediaFields.voice),
  video: object(mediaFields.video),
  file: object(mediaFields.file),
} as const

/** Every kind of message. */
export const kinds = [
  ...(Object.keys(bodies) as SaidKind[]),
  'bundle',
  'call',
  'recall',
  'edit',
  'react',
  'pin',
  'recalled',
  'withheld',
] as const

export type SaidKind = keyof typeof bodies
export type SaidBody = string | MediaBody

export function isSaidKind(kind: unknown): kind is SaidKind {
  return typeof kind === 'string' && Object.prototype.hasOwnProperty.call(bodies, kind)
}

export function isMediaKind(kind: unknown): kind is MediaKind {
  return typeof kind === 'string' && Object.prototype.hasOwnProperty.call(mediaFields, kind)
}

/** The type that every said body has, whatever its kind; the kind then asks for more. */
export const saidBody: Field<SaidBody> = field(
  (value) => typeof value === 'string' || isObject(value),
  'a text or an object',
)
