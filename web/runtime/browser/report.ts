const warned = new Set<string>()

/** Warns the developer, once, of something that the web room cannot do. The tests fail on any such warning. */
export function warnOnce(message: string): void {
  if (warned.has(message)) return
  warned.add(message)
  // biome-ignore lint/suspicious/noConsole: the console is where a web page speaks to its developer
  console.warn(`[web] ${message}`)
}

/** Reports an error in the mini-program's own code; the page goes on. */
export function fault(error: unknown, where: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is where a web page speaks to its developer
  console.error(`[web] ${where}:`, error)
}

/** Calls the mini-program's code; what it throws is reported, not passed on. */
export function guarded<T>(where: string, run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    fault(error, where)
    return undefined
  }
}
