import { expect, it } from 'vitest'
import { originCheck } from '../../../../server/gateway/origins'

const check = originCheck('https://chat.example/', ['https://other.example'], () => [8080, 8081])

it.for([
  ['the public address', 'https://chat.example', 'chat.example'],
  ['the public address behind a proxy that names another host', 'https://chat.example', '10.0.0.1:8080'],
  ['one that the settings name', 'https://other.example', 'chat.example'],
  ['WeChat’s own', 'https://servicewechat.com', 'chat.example'],
  ['the very address that is asked', 'http://127.0.0.1:8080', '127.0.0.1:8080'],
  ['the other port of the same host', 'http://192.168.1.5:8080', '192.168.1.5:8081'],
  ['the same host under its name', 'http://laptop.local:8081', 'laptop.local:8080'],
  ['the same host without a port', 'https://inside.example', 'inside.example'],
  ['the same host by IPv6', 'http://[::1]:8080', '[::1]:8081'],
])('a page may connect from %s', ([, origin = '', host = '']) => {
  expect(check(origin, host)).toBe(true)
})

it.for([
  ['another host', 'https://evil.example', 'chat.example'],
  ['another port of this host', 'http://127.0.0.1:3000', '127.0.0.1:8080'],
  ['a host that only begins like this one', 'http://127.0.0.1.evil.example:8080', '127.0.0.1:8080'],
  ['the public host without TLS', 'http://chat.example', '127.0.0.1:8080'],
  ['a file, or a frame in a sandbox', 'null', '127.0.0.1:8080'],
  ['what is no address', 'http://', '127.0.0.1:8080'],
  ['nowhere', '', ''],
])('a page may not connect from %s', ([, origin = '', host = '']) => {
  expect(check(origin, host)).toBe(false)
})

it('without a public address only the addresses of the server itself count', () => {
  const bare = originCheck('', [], () => [8080, 8081])
  expect(bare('https://chat.example', '127.0.0.1:8080')).toBe(false)
  expect(bare('http://127.0.0.1:8081', '127.0.0.1:8080')).toBe(true)
})
