import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodies, decodeClient, isFileName, limits, type MediaKind, mediaFields } from '#protocol'
import type { Shape } from '../../../miniprogram/protocol/fields'

const media: Record<MediaKind, object> = {
  image: { media: 'u1', type: 'image/png', size: 70, width: 4, height: 3 },
  voice: { media: 'u1', type: 'audio/mpeg', size: 70, duration: 900 },
  video: { media: 'u1', type: 'video/mp4', size: 70, width: 4, height: 3, duration: 900 },
  file: { media: 'u1', name: '报告.pdf', size: 70 },
}
const kinds = Object.keys(media) as MediaKind[]

function codeOf(kind: string, body: unknown): string | undefined {
  const decoded = decodeClient(JSON.stringify({ type: 'say', id: 'f1', room: 'lobby', kind, body }), 'group')
  return 'refusal' in decoded ? decoded.refusal.code : undefined
}

describe('An emoji', () => {
  it.each(['😀', '👍🏽', '❤️', '❤', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇨🇳', '1️⃣', '☕', '😀🎉🇨🇳', '🧑🏽‍🤝‍🧑🏻', '❤️‍🔥'])(
    'may be %s',
    (emoji) => {
      expect(codeOf('emoji', emoji)).toBeUndefined()
    },
  )

  it.each([
    '',
    ' ',
    'a',
    '1',
    '#',
    '😀a',
    ' 😀',
    '😀😀😀😀',
    '\ufe0f',
    '\u200d',
    '🇨',
    '茶',
    '😀'.repeat(500),
  ])('may not be %j', (text) => {
    expect(codeOf('emoji', text)).toBe('bad-body')
  })

  it('is found quickly, also where there is none', () => {
    const long = '👨\u200d'.repeat(30_000)
    expect(bodies.emoji.problem(long, '')).toBeDefined()
    expect(bodies.emoji.problem('👨\u200d'.repeat(33), '')).toBeDefined()
  })
})

describe.each(kinds)('The body of %s', (kind) => {
  const shape: Shape = mediaFields[kind]
  const fields = Object.keys(shape)
  const needed = fields.filter((field) => !shape[field]?.optional)

  it('is taken with its fields', () => {
    expect(codeOf(kind, media[kind])).toBeUndefined()
    expect(codeOf(kind, { ...media[kind], shade: 'blue' })).toBeUndefined()
  })

  it.each(needed)('needs its %s', (field) => {
    expect(codeOf(kind, { ...media[kind], [field]: undefined })).toBe('bad-body')
  })

  it.each(fields)('takes nothing strange for its %s', (field) => {
    expect(codeOf(kind, { ...media[kind], [field]: null })).toBe('bad-body')
    expect(codeOf(kind, { ...media[kind], [field]: [] })).toBe('bad-body')
  })

  it.each(['', 'text', {}])('is not %j', (body) => {
    expect(codeOf(kind, body)).toBe('bad-body')
  })

  it.each([5, null, [], true])('is no body of any kind: %j', (body) => {
    expect(codeOf(kind, body)).toBe('bad-frame')
  })

  it('is refused or read, whatever comes', () => {
    const strange = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...fields, '__proto__'), fc.jsonValue()),
    )
    fc.assert(fc.property(strange, (body) => typeof codeOf(kind, body) === 'string'))
  })
})

describe('The limits of bodies', () => {
  it.each([
    ['image', { size: limits.imageBytes }, { size: limits.imageBytes + 1 }],
    ['image', { width: limits.imageSide }, { width: limits.imageSide + 1 }],
    ['image', { height: 1 }, { height: 0 }],
    ['image', { type: 'image/gif' }, { type: 'image/svg+xml' }],
    ['voice', { duration: limits.voiceMs }, { duration: limits.voiceMs + 1 }],
    ['voice', { type: 'audio/mp4' }, { type: 'audio/webm' }],
    ['video', { duration: limits.videoMs }, { duration: limits.videoMs + 1 }],
    ['video', { size: limits.videoBytes }, { size: 0.5 }],
    ['file', { size: limits.fileBytes }, { size: limits.fileBytes + 1 }],
    ['file', { name: 'x'.repeat(limits.fileNameLength) }, { name: 'x'.repeat(limits.fileNameLength + 1) }],
  ] as const)('%s takes %j and not %j', (kind, good, bad) => {
    expect(codeOf(kind, { ...media[kind], ...good })).toBeUndefined()
    expect(codeOf(kind, { ...media[kind], ...bad })).toBe('bad-body')
  })

  it.each(['../x', 'a/b', 'a\\b', '.x', ' x', 'x ', 'a\nb', 'a\0b', 'a\u202eb', 'a|b', 'con:', '', '\ud800'])(
    'a file is not called %j',
    (name) => {
      expect(isFileName(name)).toBe(false)
    },
  )
})
