import { expect, it } from 'vitest'
import { hostCheck } from '../../../../server/net/hosts'

const isKnown = hostCheck(['chat.example', 'Talk.example'])

it.each([
  'chat.example',
  'CHAT.example:443',
  'talk.example:8080',
  'chat.example:80',
  'localhost:8080',
  '127.0.0.1:8080',
  '192.168.1.5:8081',
  '[::1]:8080',
  '[fe80::1]',
])('the server answers to %s', (host) => expect(isKnown(host)).toBe(true))

it.each([
  'evil.example',
  'evil.example:8080',
  'chat.example.evil.example',
  'sub.chat.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'user@chat.example',
  'chat.example/x',
  'chat.example#',
  'a b',
  '',
  '[::1',
])('and not to "%s"', (host) => expect(isKnown(host)).toBe(false))
