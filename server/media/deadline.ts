import { readFileSync } from 'node:fs'

/** Milliseconds between two looks at a process. */
const lookMs = 100
/** Milliseconds of one tick of `/proc`: Linux has 100 a second on all its machines (`USER_HZ`). */
const tickMs = 10

export interface Patience {
  /** Milliseconds of processor, of all threads of the process together. Where there is no `/proc` the clock alone counts, from the beginning. */
  processorMs: number
  /**
   * Milliseconds by the clock in which it gets nothing done: it waits for something that never comes. One that a busy machine
   * gives little goes on little by little, and what people send is not refused for that.
   */
  idleMs: number
}

/** Calls `onEnd` once when a process has taken longer than it may from now on; the function that is given back ends the watch. */
export function watch(pid: number, { processorMs, idleMs }: Patience, onEnd: () => void): () => void {
  const begun = spentBy(pid)
  let before = begun
  const idle = setTimeout(end, idleMs)
  const looking = setInterval(() => {
    const spent = spentBy(pid)
    if (spent > before) idle.refresh()
    before = spent
    if (spent - begun >= processorMs) end()
  }, lookMs)

  function stop(): void {
    clearInterval(looking)
    clearTimeout(idle)
  }
  function end(): void {
    stop()
    onEnd()
  }
  return stop
}

/** Milliseconds of processor that a process has had: proc(5), `utime` and `stime` of `stat`. */
function spentBy(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is a name, which may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * tickMs
  } catch {
    return 0
  }
}
