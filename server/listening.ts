import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Resolves when the server listens; rejects when it cannot. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** The port on which a server listens; 0 while it does not. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

/** The base address of a server on this host. */
export function addressOf(server: Server, host: string): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${portOf(server)}`
}
