import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePort } from './free-port'

/** The TURN server of `deploy/`, on this machine's loopback. */
export interface Coturn {
  readonly port: number
  /** What the chat server needs to know of it: `TURN_URLS` and `TURN_SECRET`. */
  readonly settings: { TURN_URLS: string; TURN_SECRET: string }
  /** Ends it, and gives what it has logged. Twice is fine. */
  close(): Promise<string>
}

export const hasCoturn = spawnSync('turnserver', ['--version']).error === undefined

interface CoturnOptions {
  /** Whether it leads to this machine, where the browsers of a test are; denied unless given, as it is for people. */
  loopbackPeers?: boolean
  /** Instead of a secret that is made up. */
  secret?: string
}

const deployed = (name: string) => new URL(`../../deploy/${name}`, import.meta.url)

/** Runs `deploy/turnserver.sh` with `deploy/turnserver.conf` as they stand, but for the addresses. Resolves when it answers. */
export async function startCoturn({
  loopbackPeers = false,
  secret = randomBytes(36).toString('base64'),
}: CoturnOptions = {}): Promise<Coturn> {
  const dir = await mkdtemp(join(tmpdir(), 'coturn-'))
  const port = await freePort()
  const here: Array<[there: string, here: string]> = [
    ['listening-port=3478', `listening-port=${port}\nlistening-ip=127.0.0.1\nrelay-ip=127.0.0.1`],
  ]
  if (loopbackPeers) here.push(['denied-peer-ip=127.0.0.0-127.255.255.255', 'allow-loopback-peers'])
  let config = readFileSync(deployed('turnserver.conf'), 'utf8')
  for (const [there, line] of here) {
    if (!config.includes(there)) throw new Error(`deploy/turnserver.conf has no "${there}"`)
    config = config.replace(there, line)
  }
  await writeFile(join(dir, 'turnserver.conf'), config)
  await copyFile(deployed('turnserver.sh'), join(dir, 'turnserver.sh'))
  const env = { PATH: process.env.PATH ?? '', TURN_SECRET: secret, TURN_RUN_DIR: dir, TURN_TLS_DIR: dir }
  const child = spawn('sh', [join(dir, 'turnserver.sh')], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const log = text(child.stdout)
  await answering(port, child)
  return {
    port,
    settings: { TURN_URLS: `turn:127.0.0.1:${port}?transport=udp`, TURN_SECRET: secret },
    async close() {
      child.kill('SIGKILL')
      const told = await log
      await rm(dir, { recursive: true, force: true })
      return told
    },
  }
}

/** Asks until it says by which address it was asked (STUN binding, RFC 8489). */
async function answering(port: number, child: ChildProcess): Promise<void> {
  const socket = createSocket('udp4')
  const question = Buffer.from(`000100002112a442${randomBytes(12).toString('hex')}`, 'hex')
  // Asked before it listens, the question is lost.
  const asking = setInterval(() => socket.send(question, port, '127.0.0.1'), 50)
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve())
      socket.on('error', () => undefined)
      child.once('exit', (code) => reject(new Error(`turnserver ended with ${code}`)))
    })
  } finally {
    clearInterval(asking)
    socket.close()
  }
}
