/**
 * Resolves when everything that was published by now has reached the clients: the bus tells in
 * microtasks, and a room is written at the end of the turn.
 */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve))
}
