import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { type HoldNews, holdSocketPath } from './hold-socket'

/** The file of a running server, held. */
export interface Held {
  /** Lets go, and tells whether the file stayed as it was until now. */
  end(): Promise<boolean>
}

/** Asks the server that runs on this folder to hold its file; nothing when none runs. Rejects when it refuses. */
export async function holdFile(dataDir: string): Promise<Held | undefined> {
  const path = holdSocketPath(dataDir)
  if (!existsSync(path)) return undefined
  const socket = createConnection(path)
  try {
    await once(socket, 'connect')
  } catch (error) {
    // What a killed server has left.
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return undefined
    throw error
  }
  const lines = createInterface(socket)[Symbol.asyncIterator]()
  const news = await next(lines)
  if (news && 'held' in news) return { end: () => end(socket, lines) }
  socket.destroy()
  throw new Error(news && 'refused' in news ? news.refused : 'The server ended meanwhile.')
}

async function end(socket: Socket, lines: AsyncIterator<string>): Promise<boolean> {
  socket.write('over\n')
  const news = await next(lines)
  socket.destroy()
  return news !== undefined && 'kept' in news
}

async function next(lines: AsyncIterator<string>): Promise<HoldNews | undefined> {
  const { value } = await lines.next()
  // Whatever the server of this very folder says has this shape.
  return value === undefined ? undefined : (JSON.parse(value) as HoldNews)
}
