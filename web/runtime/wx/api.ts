import { guarded } from '../browser/report'

export interface Callbacks {
  success?: (result: object) => void
  fail?: (failure: { errMsg: string }) => void
  complete?: (result: object) => void
}

/** Why a call of `wx.*` failed; the caller sees it as `name:fail reason`. */
export class ApiFailure extends Error {}

/** Runs one asynchronous `wx.*`: calls its callbacks, or, when none was given, returns a promise. */
export function answer(
  name: string,
  callbacks: Callbacks | undefined,
  run: () => unknown,
): Promise<object> | undefined {
  const { success, fail, complete } = callbacks ?? {}
  const done = (async () => run())().then((result) => ({ ...(result as object), errMsg: `${name}:ok` }))
  if (success === undefined && fail === undefined && complete === undefined)
    return done.catch((error: unknown) => Promise.reject(failureOf(name, error)))
  void done.then(
    (result) => {
      guarded(`wx.${name} success`, () => success?.(result))
      guarded(`wx.${name} complete`, () => complete?.(result))
    },
    (error: unknown) => {
      const failure = failureOf(name, error)
      guarded(`wx.${name} fail`, () => fail?.(failure))
      guarded(`wx.${name} complete`, () => complete?.(failure))
    },
  )
  return undefined
}

/** Makes an asynchronous `wx.*` of a function that returns its result or throws the reason why it cannot. */
export function asyncApi<O extends object>(name: string, run: (options: O) => unknown) {
  return (options?: O & Callbacks) => answer(name, options, () => run(options ?? ({} as O)))
}

/** An `on…` and `off…` pair. `off` without a listener removes all. */
export function eventPair<L extends (...args: never[]) => void>(name: string, listeners: Set<L>) {
  return {
    [`on${name}`]: (listener: L) => {
      listeners.add(listener)
    },
    [`off${name}`]: (listener?: L) => {
      if (listener === undefined) listeners.clear()
      else listeners.delete(listener)
    },
  }
}

function failureOf(name: string, error: unknown): { errMsg: string } {
  return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
}
