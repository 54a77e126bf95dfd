const told = new Set<string>()

/** Tells the developer, once, of something the web room cannot do. The tests fail on any such word. */
export function warnOnce(message: string): void {
  if (told.has(message)) return
  told.add(message)
  // biome-ignore lint/suspicious/noConsole: the console is where a web page speaks to its developer
  console.warn(`[web] ${message}`)
}

/** A fault in the mini-program's own code; the page goes on. */
export function fault(error: unknown, where: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is where a web page speaks to its developer
  console.error(`[web] ${where}:`, error)
}

/** Calls the mini-program's code; what it throws is told, not passed on. */
export function guarded<T>(where: string, run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    fault(error, where)
    return undefined
  }
}
