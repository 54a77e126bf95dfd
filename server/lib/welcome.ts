import { networkInterfaces } from 'node:os'
import { toString as drawQr } from 'qrcode'
import type { Settings } from '../config/settings'

/** Base addresses of the two ports. */
interface Addresses {
  group: string
  direct: string
}

/** Says on a terminal where to go; beyond this machine also as a QR code for phones on the network. */
export async function welcome({ group, direct }: Addresses, settings: Settings): Promise<void> {
  if (!process.stdout.isTTY) return
  const open = isLocal(settings.host)
  const address = settings.publicUrl || (open ? group : atNetworkAddress(group))
  const lines = [
    '',
    `  The room is open: ${address}`,
    `  Group socket ${group}/group`,
    `  1v1 socket   ${direct}/direct`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (!open) process.stdout.write(`${await drawQr(address, { type: 'terminal', small: true })}\n`)
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** The address by which others on the network reach a server that listens everywhere. */
function atNetworkAddress(address: string): string {
  const url = new URL(address)
  if (url.hostname !== '0.0.0.0' && url.hostname !== '[::]') return address
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const reachable = all.find((one) => one.family === 'IPv4' && !one.internal)
  return reachable ? `${url.protocol}//${reachable.address}:${url.port}` : address
}
