import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../../server/config/read'
import type { Setting } from '../../../../server/config/setting'
import { text } from '../../../../server/config/setting'
import { type Settings, table } from '../../../../server/config/settings'

function settingsOf(env: Record<string, string>): Settings {
  const read = readSettings(env)
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  return read.settings
}

function mistakesOf(env: Record<string, string>): string[] {
  const read = readSettings(env)
  return 'mistakes' in read ? read.mistakes : []
}

const ports = {
  mustBe: 'a whole number from 0 to 65535',
  wrong: ['-1', '65536', '80.5', 'http', '0x50', '1e3'],
}
const rate = { mustBe: 'a whole number from 1 to 1000000', wrong: ['0', '1000001', '-5', '2.5', 'many'] }

/** What each setting that is not any text must be, and what it must not. */
const rules: Record<string, { mustBe: string; wrong: string[]; secret?: true }> = {
  GROUP_PORT: ports,
  DIRECT_PORT: ports,
  REDIS_URL: {
    mustBe: 'an address of Redis, see README.md',
    wrong: [
      'redis:hush',
      'http://host',
      'redis://one,two',
      'redis+sentinel://host',
      'redis+cluster://host/1',
    ],
    secret: true,
  },
  MONGODB_URL: {
    mustBe: 'an address that begins with mongodb:// or mongodb+srv://',
    wrong: ['mongodb:', 'mongodb://', 'mongo://host', 'http://host'],
    secret: true,
  },
  PUBLIC_URL: {
    mustBe: 'an http or https address without ? and #',
    wrong: [
      'chat.example',
      'ftp://chat.example',
      'https://',
      '//chat.example',
      'javascript:alert(1)',
      'https://chat.example/?a=b',
      'https://chat.example/#a',
    ],
  },
  ALLOWED_ORIGINS: {
    mustBe: 'origins such as https://chat.example, with commas between',
    wrong: [
      '*',
      'chat.example',
      'https://chat.example/',
      'https://chat.example/room',
      'https://a.example https://b.example',
      'https://a.example,nonsense',
      'null',
    ],
  },
  TRUST_PROXY: {
    mustBe: 'addresses, networks or "loopback", with commas between',
    wrong: ['everyone', '999.1.1.1', '1.2.3.4.5', '10.0.0.0/99', '10.0.0.0/8,proxy.example', 'fe80::/200'],
  },
  TOKEN_SECRET: { mustBe: 'at least 32 bytes long', wrong: ['x', 'x'.repeat(31)], secret: true },
  TOKEN_DAYS: { mustBe: 'a whole number from 1 to 365', wrong: ['0', '366', '1.5', '-1', '30 days'] },
  GUEST_LOGIN: { mustBe: 'on or off', wrong: ['maybe', '2', 'onn'] },
  GUEST_DAYS: { mustBe: 'a whole number from 0 to 36500', wrong: ['-1', '1.5', '36501', 'never'] },
  WECHAT_API: {
    mustBe: 'an http or https address without ? and #',
    wrong: ['api.weixin.qq.com', 'ws://api.weixin.qq.com'],
  },
  CALL_PAGE: {
    mustBe: 'an https address without ? and #',
    wrong: ['call.example', 'http://call.example', 'https://', 'https://call.example/#/pages'],
  },
  TURN_URLS: {
    mustBe:
      'at most 4 addresses such as turn:turn.example:3478?transport=udp, turns: or stun:, with commas between',
    wrong: [
      'turn.example',
      'turn://turn.example',
      'turn:',
      'turn:turn.example:port',
      'turn:turn.example?transport=sctp',
      // Browsers refuse to begin a call with it.
      'stun:turn.example?transport=udp',
      'turn:user@turn.example',
      'https://turn.example',
      'turn:turn.example turn:other.example',
      'turn:a,turn:b,turn:c,turn:d,turn:e',
    ],
  },
  TURN_SECRET: { mustBe: 'at least 32 bytes long', wrong: ['x', 'x'.repeat(31)], secret: true },
  SEALING: { mustBe: 'required, optional', wrong: ['off', 'Required', 'true'] },
  MEDIA_QUOTA_MB: { mustBe: 'a whole number from 1 to 1000000', wrong: ['0', '1000001', '1.5', '2 GB'] },
  UPLOAD_MB_PER_SECOND: { mustBe: 'a whole number from 0 to 1000000', wrong: ['-1', '1000001', '1.5'] },
  S3_URL: {
    mustBe: 'an http or https address without ? and #',
    wrong: ['bucket', 's3://bucket', 'https://'],
  },
  SAY_PER_SECOND: rate,
  SAY_BURST: rate,
  FRAMES_PER_SECOND: rate,
  FRAMES_BURST: rate,
  SOCKETS_PER_PERSON: { mustBe: 'a whole number from 1 to 10000', wrong: ['0', '10001', 'ten'] },
  SOCKETS_PER_ADDRESS: rate,
  EDIT_SECONDS: { mustBe: 'a whole number from 0 to 31536000', wrong: ['-1', '31536001', '15m'] },
  LOG_LEVEL: { mustBe: 'debug, info, warn, error, silent', wrong: ['loud', 'INFO', 'info,warn'] },
}

describe('a bad value', () => {
  const rows = Object.entries(rules).flatMap(([env, rule]) =>
    rule.wrong.map((wrong) => ({ ...rule, env, wrong })),
  )

  it.each(rows)('$env=$wrong is named', ({ env, wrong, mustBe, secret }) => {
    const given = secret ? '' : `; it is "${wrong}"`
    expect(mistakesOf({ [env]: wrong })).toEqual([`${env} must be ${mustBe}${given}.`])
  })

  it('is known here of every setting that is not any text', () => {
    const settings: Setting<unknown>[] = Object.values(table)
    const checked = settings.filter(({ parse }) => parse !== text).map(({ env }) => env)
    expect(Object.keys(rules)).toEqual(checked)
  })

  it('of one setting does not hide another one', () => {
    const mistakes = mistakesOf(
      Object.fromEntries(Object.entries(rules).map(([env, { wrong }]) => [env, wrong[0] ?? ''])),
    )
    expect(mistakes.map((mistake) => mistake.split(' ', 1)[0])).toEqual(Object.keys(rules))
  })

  it('is not repeated when it is a secret', () => {
    const [mistake] = mistakesOf({ TOKEN_SECRET: 'hunter2' })
    expect(mistake).not.toContain('hunter2')
  })
})

describe('settings that contradict each other', () => {
  it('are half a WeChat app', () => {
    const sentence = 'WECHAT_APPID and WECHAT_SECRET must be set together.'
    expect(mistakesOf({ WECHAT_APPID: 'wx1' })).toEqual([sentence])
    expect(mistakesOf({ WECHAT_SECRET: 'hush' })).toEqual([sentence])
    expect(mistakesOf({ WECHAT_APPID: 'wx1', WECHAT_SECRET: 'hush' })).toEqual([])
  })

  it('are a TURN server without its secret, and a secret without a TURN server', () => {
    const secret = { TURN_SECRET: 'x'.repeat(32) }
    const [turn, stun] = [{ TURN_URLS: 'stun:a,TURNS:b:5349' }, { TURN_URLS: 'stun:a:3478' }]
    expect(mistakesOf(turn)).toEqual([
      'TURN_URLS names a TURN server, which takes nobody without TURN_SECRET.',
    ])
    const useless = ['TURN_SECRET is of no use without a TURN server in TURN_URLS.']
    expect(mistakesOf(secret)).toEqual(useless)
    expect(mistakesOf({ ...secret, ...stun })).toEqual(useless)
    for (const good of [{ ...secret, ...turn }, stun]) expect(mistakesOf(good)).toEqual([])
  })

  it('are two ports of one number, unless each takes a free one', () => {
    expect(mistakesOf({ GROUP_PORT: '8081' })).toEqual(['GROUP_PORT and DIRECT_PORT must be different.'])
    expect(mistakesOf({ GROUP_PORT: '0', DIRECT_PORT: '0' })).toEqual([])
  })
})

describe('settings', () => {
  it('are all good when nothing is set, and open the server to this machine only', () => {
    expect(settingsOf({})).toMatchObject({ host: '127.0.0.1', groupPort: 8080, directPort: 8081 })
  })

  it('that are empty or blank count as not set', () => {
    const blank = Object.fromEntries(Object.values(table).map(({ env }, at) => [env, ' '.repeat(at % 2)]))
    expect(settingsOf(blank)).toEqual(settingsOf({}))
  })

  it('may have blanks around them, and between the entries of a list', () => {
    expect(settingsOf({ GROUP_PORT: ' 9000 ' }).groupPort).toBe(9000)
    expect(
      settingsOf({ ALLOWED_ORIGINS: 'https://a.example, https://b.example:444,' }).allowedOrigins,
    ).toEqual(['https://a.example', 'https://b.example:444'])
  })

  it('take the extremes of a range', () => {
    expect(settingsOf({ GROUP_PORT: '65535', TOKEN_DAYS: '365', SAY_BURST: '1' })).toMatchObject({
      groupPort: 65_535,
      tokenDays: 365,
      sayBurst: 1,
    })
  })

  it('know guests as allowed, not allowed, and not said', () => {
    const all = ['on', 'yes', 'true', '1', 'off', 'no', 'false', '0', '']
    expect(all.map((said) => settingsOf({ GUEST_LOGIN: said }).guestLogin)).toEqual([
      ...Array(4).fill(true),
      ...Array(4).fill(false),
      undefined,
    ])
  })

  it('hold addresses without a slash at the end', () => {
    expect(settingsOf({ PUBLIC_URL: 'https://chat.example/' }).publicUrl).toBe('https://chat.example')
    expect(settingsOf({ WECHAT_API: 'http://127.0.0.1:9/' }).wechatApi).toBe('http://127.0.0.1:9')
  })

  it('hold TURN servers as they were written, by name and by address of either kind', () => {
    const urls = ['stun:turn.example', 'turn:192.0.2.1:3478?transport=tcp', 'turns:[2001:db8::1]:5349']
    expect(settingsOf({ TURN_URLS: urls.join(', '), TURN_SECRET: 'x'.repeat(32) }).turnUrls).toEqual(urls)
  })

  it('hold proxies by address, network and name', () => {
    const proxies = ['loopback', '10.0.0.0/8', '192.168.0.0/255.255.0.0', '2001:db8::/32', '203.0.113.7']
    expect(settingsOf({ TRUST_PROXY: proxies.join(',') }).trustProxy).toEqual(proxies)
  })
})
