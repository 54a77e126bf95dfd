import { parseArgs } from 'node:util'
import { settingsOfProgram } from '../config/settings-of-program'
import type { Archive } from '../store/archive'
import { openAt } from './address'
import { copy } from './copy'
import { blobsAt, moveFiles } from './files'
import { verify } from './verify'

const usage = `npm run move -- --from sqlite:DIR --to mongodb://host/database   (or the other way round)
npm run move -- --from folder:DIR --to bucket                   (or the other way round: files that were sent)`

const tell = (sentence: string) => void process.stdout.write(`${sentence}\n`)

/**
 * Copies a community from one store to the other, or its files from one place to the other, while no server runs, and
 * compares the two. Answers with what differs, as sentences.
 */
async function move(): Promise<string[]> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
  const { from = '', to = '' } = values
  const settings = settingsOfProgram()
  const [source, target] = [blobsAt(from, settings), blobsAt(to, settings)]
  if (source && target) return moveFiles(settings, source, target, tell)
  return moveStore(from, to)
}

async function moveStore(source: string, target: string): Promise<string[]> {
  const opened: Archive[] = []
  try {
    for (const address of [source, target]) {
      const archive = await openAt(address)
      if (!archive) return [usage]
      opened.push(archive)
    }
    const [from, to] = opened
    if (!from || !to) return [usage]
    await copy(from, to, tell)
    tell('comparing')
    return await verify(from, to)
  } finally {
    for (const archive of opened) await archive.close()
  }
}

try {
  const wrong = await move()
  for (const sentence of wrong) process.stderr.write(`${sentence}\n`)
  if (wrong.length === 0) tell('Both hold the same: every count and every checksum is equal.')
  process.exitCode = wrong.length === 0 ? 0 : 1
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Not moved: ${reason}\nCalled again, it goes on where it stopped.\n`)
  process.exitCode = 1
}
