import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/** A store whose file can be left alone for a while. */
export interface Holdable {
  hold(): Promise<void>
  release(): void
}

/** What the server tells one that wants to copy: the file stays as it is, did so to the end, or cannot be held. */
export type HoldNews = { held: true } | { kept: true } | { refused: string }

/** Milliseconds that the file is held at most: its log grows meanwhile. */
const longestMs = 3_600_000

/** The socket in the data folder: who may read that folder may copy the store. */
export const holdSocketPath = (dataDir: string): string => join(dataDir, 'backup.sock')

/**
 * Lets one process of this machine at a time copy the file of a running server: the file is held from `{"held":true}` on,
 * for as long as the connection stands, at most an hour. A line from the other end asks whether it was held to the end.
 */
export function openHoldSocket(
  dataDir: string,
  store: Holdable,
  onError: (error: Error) => void,
): { close(): void } {
  const path = holdSocketPath(dataDir)
  // A server that was killed has left it. The lock of the store says that no other server is alive here.
  rmSync(path, { force: true })
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket.on('error', () => socket.destroy()).once('close', () => open.delete(socket)))
    void serve(socket, store)
  })
  server.on('error', onError)
  server.listen(path, () => chmodSync(path, 0o600))
  return {
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

async function serve(socket: Socket, store: Holdable): Promise<void> {
  try {
    await store.hold()
  } catch (error) {
    tell(socket, { refused: error instanceof Error ? error.message : String(error) })
    return void socket.end()
  }
  // It may have gone while the log was moved.
  if (socket.destroyed) return store.release()
  const limit = setTimeout(() => socket.destroy(), longestMs).unref()
  socket.once('close', () => {
    clearTimeout(limit)
    store.release()
  })
  socket.once('data', () => tell(socket, { kept: true }))
  tell(socket, { held: true })
}

function tell(socket: Socket, news: HoldNews): void {
  socket.write(`${JSON.stringify(news)}\n`)
}
