import { expect, it } from 'vitest'
import { isAvatar } from '../../../../server/accounts/avatar'

it.each([
  '',
  'preset:1',
  'preset:24',
  '/media/3f/cat.png',
  '/media/abc',
  'https://example.com/a.png?size=64#x',
  'https://例え.example.com/'.replace('例え', 'xn--r8jz45g'),
  `https://example.com/${'a'.repeat(492)}`,
])('takes %s', (avatar) => expect(isAvatar(avatar)).toBe(true))

it.each([
  'preset:0',
  'preset:25',
  'preset:01',
  'preset:',
  '/media/',
  '/media/../api/me',
  '/media//x',
  '/media/.hidden',
  '/api/me',
  '//example.com/a.png',
  'http://example.com/a.png',
  'https://',
  'https:// example.com',
  'https://user:secret@example.com/a.png',
  'https://example.com/a.png\n',
  'https://example.com/"onerror="x',
  'https://example.com/<script>',
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  ' ',
  `https://example.com/${'a'.repeat(493)}`,
])('does not take %s', (avatar) => expect(isAvatar(avatar)).toBe(false))
