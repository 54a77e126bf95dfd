/** Resolves when everything that was due in this turn of the event loop is done. */
export const turn = () => new Promise((resolve) => setImmediate(resolve))
