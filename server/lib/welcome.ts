import { networkInterfaces } from 'node:os'
import encodeQr from 'qr'
import type { Settings } from '../config/settings'

/** The base addresses of the two ports, as http. */
interface Addresses {
  group: string
  direct: string
}

/** Says on a terminal where to go; beyond this machine also as a QR code for phones on the network. */
export function welcome(app: Addresses, settings: Settings): void {
  if (!process.stdout.isTTY) return
  const open = isLocal(settings.host)
  const address = settings.publicUrl || (open ? app.group : atNetworkAddress(app.group))
  const lines = [
    '',
    `  The room is open: ${address}`,
    `  Group socket ${app.group}/group`,
    `  1v1 socket   ${app.direct}/direct`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (!open) process.stdout.write(`${codeOf(address)}\n`)
}

/** A QR code in bright white on black, whatever the colours of the terminal are: cameras want it so. */
function codeOf(address: string): string {
  const lines = encodeQr(address, 'ascii').trimEnd().split('\n')
  return lines.map((line) => `\x1b[97;40m${line}\x1b[0m`).join('\n')
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
