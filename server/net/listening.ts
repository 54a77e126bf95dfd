import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Connections that may wait to be taken: after a restart everyone comes back at once. Linux cuts it to `somaxconn`. */
export const backlog = 4_096

/** Resolves when the server listens; rejects when it cannot. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog }, () => {
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

/** Why a server cannot listen, as a sentence for the operator; nothing for any other error. */
export function listenProblem(error: unknown): string | undefined {
  const { syscall, code, address, port, hostname, message } = error as ListenError
  if (syscall === 'getaddrinfo') return `Nobody knows the name ${hostname}. Choose another HOST.`
  if (syscall !== 'listen') return undefined
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine. Choose another HOST.`
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${address} is in use by another program. Choose another GROUP_PORT or DIRECT_PORT.`
  if (code === 'EACCES')
    return `Port ${port} is for administrators only. Choose another GROUP_PORT or DIRECT_PORT.`
  return message
}

interface ListenError extends NodeJS.ErrnoException {
  address?: string
  port?: number
  hostname?: string
}
