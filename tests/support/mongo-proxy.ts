import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a store and MongoDB, and lets calls vanish there. */
export interface MongoProxy {
  readonly url: string
  /** From now on what names this collection reaches nobody, and is never answered; an empty text ends it. */
  swallow(collection: string): void
  /** From now on nothing passes and nobody hears why. */
  hang(): void
  /** Resolves when so many connections on which something was swallowed were given up by the store. */
  givenUp(many: number): Promise<void>
  close(): Promise<void>
}

export async function startMongoProxy(target: string): Promise<MongoProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const victims = new Set<Promise<unknown>>()
  let word = ''
  let hanging = false
  const listener = createServer((client) => {
    const server = connect({ host: hostname, port: Number(port) })
    const closed = new Promise((done) => client.once('close', done))
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('data', (piece) => {
      if (word !== '' && piece.includes(word)) victims.add(closed)
      else if (!hanging) server.write(piece)
    })
    server.on('data', (piece) => void (hanging || client.write(piece)))
    client.on('close', () => server.destroy())
    server.on('close', () => void (hanging || client.destroy()))
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    url: `mongodb://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    swallow(collection) {
      word = collection
    },
    hang() {
      hanging = true
    },
    async givenUp(many) {
      await Promise.all([...victims].slice(0, many))
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => listener.close(done))
    },
  }
}
