import { readFileSync } from 'node:fs'

/** Ticks of `/proc` in a second: what Linux promises to programs on every machine of today. */
const ticksPerSecond = 100

/** Seconds of processor time that a process has used so far, all its threads together. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold blanks.
  const [, , , , , , , , , , , user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return (user + system) / ticksPerSecond
}

/** Calls of the system by which a process has written anywhere so far. No work of others changes their number. */
function writesOf(pid: number): number {
  return Number(/syscw: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])
}

/** What a stretch of work cost the server and us, and how long it took; all in seconds. */
export interface Cost {
  wall: number
  server: number
  generator: number
  /** How often the server has written. */
  writes: number
}

export async function measure(pid: number, work: () => Promise<void>): Promise<Cost> {
  const [begun, server, own, writes] = [performance.now(), cpuOf(pid), cpuOf(process.pid), writesOf(pid)]
  await work()
  return {
    wall: (performance.now() - begun) / 1_000,
    server: cpuOf(pid) - server,
    generator: cpuOf(process.pid) - own,
    writes: writesOf(pid) - writes,
  }
}
