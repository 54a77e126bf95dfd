import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { engines } from '../../../package.json'
import { readSettings } from '../../../server/config/read'
import { table } from '../../../server/config/settings'

const read = (name: string) => readFileSync(new URL(`../../../deploy/${name}`, import.meta.url), 'utf8')

interface Service {
  image?: string
  environment?: Record<string, string>
  networks?: string[]
  ports?: string[]
  user?: string
  depends_on?: Record<string, { condition: string }>
}
const { services, networks } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
}
const servers = Object.keys(services).filter((name) => name.startsWith('server-'))

/** The settings of a server, with what the operator gives. */
function environmentOf({ environment = {} }: Service, given: Record<string, string>) {
  const filled = Object.entries(environment).map(([name, text]) => [
    name,
    text.replace(/\$\{(\w+):[?-][^}]*\}/g, (_, variable: string) => given[variable] ?? ''),
  ])
  return Object.fromEntries(filled) as Record<string, string>
}

describe('compose.yaml', () => {
  it.each(servers)('gives %s settings that the server takes', (name) => {
    const given = { PUBLIC_URL: 'https://chat.example', TOKEN_SECRET: 'x'.repeat(48) }
    const environment = environmentOf(services[name] ?? {}, given)
    const known = Object.values(table).map(({ env }) => env)
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)))
    expect(readSettings(environment)).toHaveProperty('settings')
    expect(environment).toMatchObject({
      REDIS_URL: expect.stringContaining('//redis:'),
      MONGODB_URL: expect.stringContaining('//mongo:'),
    })
  })

  it('has two servers, and nginx has the same on both ports', () => {
    expect(servers).toEqual(['server-1', 'server-2'])
    const upstreams = [...read('nginx.conf').matchAll(/^ +server ([\w-]+):(\d+) /gm)]
    expect(upstreams.map(([, name, port]) => `${name}:${port}`)).toEqual(
      [8080, 8081].flatMap((port) => servers.map((name) => `${name}:${port}`)),
    )
  })

  it('starts the TURN server only where it is asked for, on the addresses of the machine, with the least rights', () => {
    const { turn } = services
    expect(turn).toMatchObject({
      profiles: ['turn'],
      network_mode: 'host',
      read_only: true,
      cap_drop: ['ALL'],
      environment: { TURN_SECRET: expect.stringContaining('TURN_SECRET') },
    })
    expect(read('coturn.Dockerfile')).toMatch(/^USER turn$/m)
    expect(read('turnserver.conf')).not.toMatch(/^(static-auth-secret|cli-password|user)=/m)
  })

  it('opens nothing but nginx, and keeps Redis and MongoDB in a network without a way in', () => {
    const open = Object.entries(services).filter(([, { ports = [] }]) => ports.length > 0)
    expect(open.map(([name]) => name)).toEqual(['nginx'])
    expect(networks.back?.internal).toBe(true)
    for (const name of ['redis', 'mongo']) expect(services[name]?.networks).toEqual(['back'])
  })

  it('names the version of every image that is not built here', () => {
    const foreign = Object.entries(services).filter(([name]) => ![...servers, 'turn'].includes(name))
    for (const [, { image = '' }] of foreign) expect(image).toMatch(/^\w+:\d+\.\d+(-alpine)?$/)
  })
})

describe('Dockerfile', () => {
  const stages = read('Dockerfile')
    .split(/^FROM /m)
    .slice(1)

  it('builds in one stage and runs in another, not as root, on the same long-kept Node that will do', () => {
    expect(stages).toHaveLength(2)
    const [, runs = ''] = stages
    expect(runs).toMatch(/^USER node$/m)
    expect(runs).toMatch(/^HEALTHCHECK /m)
    expect(runs).not.toContain('npm ci')
    const [build, run] = stages.map((stage) => Number(/^node:(\d+)-/.exec(stage)?.[1]))
    expect(build).toBe(run)
    expect(run).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]))
    expect(Number(run) % 2, 'odd versions are kept up for half a year').toBe(0)
  })

  it('carries the licences of what is in the image', () => {
    expect(stages[1]).toMatch(/^COPY .*\/app\/LICENSE \/app\/THIRD_PARTY_NOTICES\.md /m)
  })
})
