import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { cpuOf } from './load'

/** Milliseconds between two looks. */
const lookMs = 100
/** Idle: no look for so many milliseconds finds more than a tenth of a core in use. */
const quietMs = 500
const idleShare = 0.1
/** Milliseconds after which nobody waits any longer. */
const mostMs = 30_000

/**
 * Memory of a server together with the processes that it has started, in MB. Pages that several processes share, such as the
 * program of Node, are in memory once: they count once in `all`, and not in `children`.
 */
export interface Resident {
  all: number
  children: number
}

/** Looks at a server's memory until it is told to stop; then the most that it was. */
export function watchMemory(pid: number): () => Resident {
  let most: Resident = { all: 0, children: 0 }
  const look = () => {
    const started = childrenOf(pid).map(pagesOf)
    const server = pagesOf(pid)
    const children = sum(started.map(({ own }) => own))
    const all = server.own + children + Math.max(server.shared, ...started.map(({ shared }) => shared))
    if (all > most.all) most = { all, children }
  }
  const looking = setInterval(look, lookMs)
  return () => {
    look()
    clearInterval(looking)
    return most
  }
}

/** Milliseconds from now until a server and the processes that it has started are idle. */
export async function untilIdle(pid: number): Promise<number> {
  const begun = performance.now()
  let busyUntil = begun
  let before = spentBy(pid)
  for (let looked = begun; looked - busyUntil < quietMs && looked - begun < mostMs; ) {
    await wait(lookMs)
    const spent = spentBy(pid)
    const used = sum([...spent].map(([one, seconds]) => seconds - (before.get(one) ?? 0)))
    const now = performance.now()
    if ((used * 1_000) / (now - looked) > idleShare) busyUntil = now
    before = spent
    looked = now
  }
  return busyUntil - begun
}

function spentBy(pid: number): Map<number, number> {
  return new Map([pid, ...childrenOf(pid)].map((one) => [one, orGone(() => cpuOf(one), 0)]))
}

/** By the parent that each process names: not every kernel lists the children of one. */
function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').map(Number).filter(Boolean)
  return all.filter((one) => orGone(() => parentOf(one), 0) === pid)
}

function parentOf(pid: number): number {
  return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** What a process has for itself of the memory, and what it has together with others, in MB. */
function pagesOf(pid: number): { own: number; shared: number } {
  const pages = orGone(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), '')
  return {
    own: megabytes(pages, /^Private_\w+:\s+(\d+)/gm),
    shared: megabytes(pages, /^Shared_\w+:\s+(\d+)/gm),
  }
}

function megabytes(pages: string, lines: RegExp): number {
  return sum([...pages.matchAll(lines)].map(([, kilobytes]) => (Number(kilobytes) * 1_024) / 1e6))
}

/** `gone` for a process that has just ended. */
function orGone<T>(look: () => T, gone: T): T {
  try {
    return look()
  } catch {
    return gone
  }
}

function sum(values: number[]): number {
  return values.reduce((all, one) => all + one, 0)
}
