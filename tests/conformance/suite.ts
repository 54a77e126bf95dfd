import { test as base, expect } from 'vitest'
import type { Person, Port } from '#protocol'
import { offer, paths } from '#protocol'
import { startServerProcess } from '../support/server-process'
import { type Client, open } from './client'
import { givenTargets, type Target } from './target'

/** Somebody with a token, who opens as many sockets as a test wants. */
export interface Guest {
  person: Person
  token: string
  /** At one server process after the other, unless at one that is given. */
  open(port: Port, target?: Target): Promise<Client>
}

/** What a test gets: the server, and people who are gone when the test is over. */
export interface TestServer {
  /** Of several processes the first. */
  target: Target
  /** A new person. The name on the server is the given one and something nobody else has. */
  guest(name: string): Promise<Guest>
  /** A socket of a new person. */
  connect(port: Port, name: string): Promise<Connected>
  /** Sends a JSON body; the answer must be good. */
  post(path: string, body: object): Promise<Signed>
  /** Watches and closes a socket that the test has opened by itself. */
  adopt(client: Client): Client
}

export interface Signed {
  token: string
  user: Person
}

/** A person with one open socket. */
export interface Connected extends Guest {
  client: Client
}

/** Like `test` of Vitest, with a `server` to talk to. Fails when anything came that is no frame of the protocol. */
export const it = base.extend<{ server: TestServer; targets: [Target, ...Target[]] }>({
  targets: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
    async ({}, use) => {
      const [given, ...more] = givenTargets(process.env)
      if (given) return use([given, ...more])
      const server = await startServerProcess()
      try {
        await use([server])
      } finally {
        await server.close()
      }
    },
    { scope: 'file' },
  ],
  server: async ({ targets }, use) => {
    const clients: Client[] = []
    await use(serverOf(targets, clients))
    const undecodable = clients.flatMap((client) => client.undecodable)
    await Promise.all(clients.map((client) => client.close()))
    expect(undecodable, 'every frame that came is of the protocol').toEqual([])
  },
})

let guests = 0

function serverOf(targets: [Target, ...Target[]], clients: Client[]): TestServer {
  const [target] = targets
  let opened = 0

  /** Each socket at the process after that of the last one. */
  const nextTarget = (): Target => {
    opened += 1
    return targets[opened % targets.length] ?? target
  }

  const adopt = (client: Client): Client => {
    clients.push(client)
    return client
  }

  const post = async (path: string, body: object): Promise<Signed> => {
    const response = await fetch(target.httpUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`POST ${path} was answered with ${response.status}: ${text}`)
    return JSON.parse(text) as Signed
  }

  const guest = async (name: string): Promise<Guest> => {
    guests += 1
    const { token, user } = await post('/api/login/guest', { name: `${name} ${process.pid}.${guests}` })
    return {
      person: user,
      token,
      open: async (port, at = nextTarget()) => adopt(await openPort(at, port, token)),
    }
  }

  const connect = async (port: Port, name: string): Promise<Connected> => {
    const someone = await guest(name)
    return { ...someone, client: await someone.open(port) }
  }

  return { target, guest, connect, post, adopt }
}

export function openPort(target: Target, port: Port, token: string): Promise<Client> {
  const base = port === 'group' ? target.groupUrl : target.directUrl
  return open(base + paths[port], offer(token))
}
