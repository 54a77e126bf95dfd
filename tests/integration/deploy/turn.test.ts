import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openIceServers } from '../../../server/turn/ice-servers'
import { type Coturn, startCoturn } from '../../support/coturn-process'
import { needsCoturn } from '../../support/needs'

/** What decides, in the words of coturn's own client. */
const verdicts: Array<[word: RegExp, verdict: string]> = [
  [/ERROR: Cannot complete Allocation/, 'nobody'],
  [/error 486/, 'quota'],
  [/channel bind: error 403 \(Forbidden IP\)/, 'denied'],
  [/Total lost packets 0 /, 'through'],
  // Of a peer at an address: a way is open.
  [/success: 0x/, 'open'],
]

interface Known {
  username: string
  credential: string
}

/** What a person is given by the chat server. */
function known(coturn: Coturn, now = Date.now(), person = 'ann'): Known {
  const { TURN_URLS, TURN_SECRET: turnSecret } = coturn.settings
  const [turn] = openIceServers({ turnUrls: [TURN_URLS], turnSecret, now: () => now })(person)
  return { username: turn?.username ?? '', credential: turn?.credential ?? '' }
}

interface Talk {
  /** An address that the one client wants to be led to; without it clients talk with each other. */
  peer?: string
  clients?: number
}

/** What becomes of clients that want to talk by the server. */
async function talk({ port }: Coturn, known: Known, { peer, clients = 1 }: Talk = {}): Promise<string> {
  const login = ['-u', known.username, '-w', known.credential, '-p', `${port}`]
  const others = peer === undefined ? ['-y', '-m', `${clients}`] : ['-e', peer]
  const child = spawn('turnutils_uclient', [...login, ...others, '-v', '-c', '-n', '2', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const told: string[] = []
  for await (const line of createInterface(child.stdout)) {
    told.push(line)
    const [, verdict] = verdicts.find(([word]) => word.test(line)) ?? []
    // Between clients of its own only the end decides.
    if (verdict === undefined || (verdict === 'open' && peer === undefined)) continue
    child.kill('SIGKILL')
    return verdict
  }
  return `Nothing was decided:\n${told.join('\n')}`
}

needsCoturn('the TURN server of deploy/', () => {
  let strict: Coturn
  let near: Coturn
  beforeAll(async () => {
    ;[strict, near] = await Promise.all([startCoturn(), startCoturn({ loopbackPeers: true })])
  })
  afterAll(() => Promise.all([strict?.close(), near?.close()]))

  it('carries a talk of people who have what the chat server gave them', async () => {
    expect(await talk(near, known(near))).toBe('through')
  })

  it.each([
    ['a wrong password', (coturn: Coturn) => ({ ...known(coturn), credential: 'd3Jvbmc=' })],
    ['a password that is over', (coturn: Coturn) => known(coturn, Date.now() - 601_000)],
    [
      'a time that was changed',
      (coturn: Coturn) => ({ ...known(coturn), username: known(coturn, Date.now() + 86_400_000).username }),
    ],
    ['what another secret has signed', () => known(strict)],
  ])('takes nobody with %s', async (_what, given) => {
    expect(await talk(near, given(near))).toBe('nobody')
  })

  // Nothing arrives there: what is bound to loopback cannot leave the machine.
  it('leads to an address of the world', async () => {
    expect(await talk(strict, known(strict), { peer: '1.1.1.1' })).toBe('open')
    expect(await talk(strict, known(strict), { peer: '223.255.255.254' })).toBe('open')
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.1.1',
    '100.64.0.1',
    // Where clouds tell a machine its secrets.
    '169.254.169.254',
    '100.100.100.200',
    '192.0.0.192',
    '224.0.0.1',
    '255.255.255.255',
    '0.0.0.1',
  ])('leads nobody to %s', async (peer) => {
    expect(await talk(strict, known(strict), { peer })).toBe('denied')
  })

  it('counts what one person has, under whichever password', async () => {
    const dan = (ms: number) => known(near, Date.now() + ms, 'dan')
    expect(await talk(near, dan(0), { clients: 80 })).toBe('quota')
    expect(await talk(near, dan(1_000))).toBe('quota')
    expect(await talk(near, known(near, Date.now(), 'eve'))).toBe('through')
  })

  it('logs names that tell nobody, and no secret and no password', async () => {
    const coturn = await startCoturn()
    const { username, credential } = known(coturn)
    await talk(coturn, { username, credential: 'd3Jvbmc=' })
    await talk(coturn, { username, credential }, { peer: '10.1.2.3' })
    const told = await coturn.close()
    expect(told).toContain('10.1.2.3')
    for (const hidden of [credential, coturn.settings.TURN_SECRET]) expect(told).not.toContain(hidden)
  })
})

describe('turnserver.sh', () => {
  it('does not start without the secret, and says which', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'coturn-'))
    const env = { PATH: process.env.PATH ?? '', TURN_RUN_DIR: dir }
    const { status, stderr } = spawnSync('sh', ['deploy/turnserver.sh'], { env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, 'TURN_SECRET is not set: it is the one of the chat servers.\n'])
    await rm(dir, { recursive: true })
  })
})
