import { readFileSync } from 'node:fs'

/** Milliseconds between two looks at a process. */
const lookMs = 100
/** Milliseconds of one tick of `/proc`: Linux has 100 a second on all its machines (`USER_HZ`). */
const tickMs = 10

export interface Patience {
  /** Milliseconds of processor, of all threads of the process together. Where there is no `/proc` the clock alone counts. */
  processorMs: number
  /** Milliseconds by the clock, however busy the machine is with other things. */
  clockMs: number
}

/** Calls `onEnd` once when a process has taken longer than it may from now on; the function that is given back ends the watch. */
export function watch(pid: number, { processorMs, clockMs }: Patience, onEnd: () => void): () => void {
  const begun = spentBy(pid)
  const looking = setInterval(() => {
    if (spentBy(pid) - begun >= processorMs) end()
  }, lookMs)
  const timer = setTimeout(end, clockMs)

  function stop(): void {
    clearInterval(looking)
    clearTimeout(timer)
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
