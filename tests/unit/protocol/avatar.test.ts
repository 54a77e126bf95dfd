import { expect, it } from 'vitest'
import { isAvatar } from '#protocol'

it.each(['', 'preset:1', 'preset:24', '/media/avatars/abcdefghij0123456789'])('takes %s', (avatar) =>
  expect(isAvatar(avatar)).toBe(true),
)

it.each([
  'preset:0',
  'preset:25',
  'preset:01',
  'preset:',
  '/media/',
  '/media/abc',
  '/media/../api/me',
  '/media/avatars/',
  '/media/avatars/abcdefghij0123456789\n',
  '/media/avatars/abcdefghij012345678/',
  '/media/avatars/../abcdefghij01234567',
  '/api/me',
  '//example.com/a.png',
  '//example.com/media/avatars/abcdefghij0123456789',
  'http://example.com/a.png',
  'https://example.com/a.png',
  'https://example.com/media/avatars/abcdefghij0123456789',
  'wxfile://tmp_1',
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  ' ',
])('does not take %s', (avatar) => expect(isAvatar(avatar)).toBe(false))
