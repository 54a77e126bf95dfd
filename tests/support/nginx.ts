import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from './certificate'
import { freePort } from './free-port'

/** The proxy of `deploy/`, in front of servers of this machine. */
export interface Nginx {
  /** `127.0.0.1:…` */
  readonly http: string
  readonly https: string
  /** The certificate that a client must trust. */
  readonly ca: Buffer
  close(): Promise<void>
}

/** The two ports of one server. */
interface Ports {
  group: string
  direct: string
}

export const hasNginx =
  spawnSync('nginx', ['-v']).status === 0 && spawnSync('openssl', ['version']).status === 0

/** Runs `deploy/nginx.conf` as it stands, but for the addresses, which belong to other machines. */
export async function startNginx(servers: [Ports, Ports]): Promise<Nginx> {
  const dir = await mkdtemp(join(tmpdir(), 'nginx-'))
  const [http, https] = [await freePort(), await freePort()]
  const here: Array<[there: string, here: string]> = [
    ['server-1:8080', servers[0].group],
    ['server-2:8080', servers[1].group],
    ['server-1:8081', servers[0].direct],
    ['server-2:8081', servers[1].direct],
    ['listen 80;', `listen 127.0.0.1:${http};`],
    ['listen 443 ', `listen 127.0.0.1:${https} `],
    ['/etc/nginx/tls/', `${dir}/`],
    ['/tmp/nginx.pid', `${dir}/pid`],
    ['/dev/stdout', `${dir}/access.log`],
    // The container's own way of keeping the process in front, and room for a developer's limits.
    ['worker_rlimit_nofile 65536;', 'daemon off;'],
    ['worker_connections 16384', 'worker_connections 512'],
  ]
  let config = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8')
  for (const [there, address] of here) {
    if (!config.includes(there)) throw new Error(`deploy/nginx.conf has no "${there}"`)
    config = config.replaceAll(there, address)
  }
  await writeFile(join(dir, 'nginx.conf'), config)
  makeCertificate(dir)
  const child = spawn('nginx', ['-p', dir, '-c', join(dir, 'nginx.conf')], { stdio: 'ignore' })
  const close = async () => {
    await ended(child)
    await rm(dir, { recursive: true, force: true })
  }
  await answering(https, child)
  return {
    http: `127.0.0.1:${http}`,
    https: `127.0.0.1:${https}`,
    ca: readFileSync(join(dir, 'fullchain.pem')),
    close,
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await gone
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const there = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
      socket.once('connect', () => socket.destroy())
    })
    if (there) return
    await new Promise((later) => setTimeout(later, 50))
  }
  throw new Error(`nginx ended with ${child.exitCode}`)
}
