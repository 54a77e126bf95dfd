import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net'
import { networkInterfaces } from 'node:os'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/** Whether an address is this machine's own; `::ffff:127.0.0.1` is. */
export function isLoopback(address: string): boolean {
  // A proxy may name anything in X-Forwarded-For.
  if (isIP(address) === 0) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/**
 * The key by which an address is limited: an IPv4 address itself, of an IPv6 address the first 64 bits,
 * for a home or a server gets 2^64 of them.
 */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address
  const short = new SocketAddress({ address, family: 'ipv6' }).address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(short)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = short.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const groups = [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back]
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The first address of IPv4 by which others in the network reach this machine, if it has one. */
export function networkAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return all.find((one) => one.family === 'IPv4' && !one.internal)?.address
}
