import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { openApp } from './app'
import { settingsOfProgram } from './config/settings-of-program'
import { openLog } from './lib/log'
import { startBlock, terminalLanguage } from './lib/start-block'
import { networkAddress } from './net/address'
import { listenProblem } from './net/listening'
import { StateNotOpened } from './state/state'
import { StoreNotOpened } from './store/store'

/** Milliseconds in which an orderly end must be done. */
const endMs = 9_000

const settings = settingsOfProgram()
const isTerminal = process.stdout.isTTY === true
const log = openLog(settings.logLevel, isTerminal)

function die(error: unknown, message: string): never {
  log.fatal({ err: error }, message)
  process.exit(1)
}
process.on('uncaughtException', (error) => die(error, 'a fault of the server'))
process.on('unhandledRejection', (error) => die(error, 'a fault of the server'))

try {
  const app = await openApp({
    settings,
    log,
    version,
    // Seen from dist/server, where this runs.
    webRoom: fileURLToPath(new URL('../web', import.meta.url)),
    onDeath: (error) => die(error, 'the store has died'),
  })
  log.info({ group: app.group, direct: app.direct, version }, 'listening')
  if (isTerminal)
    process.stdout.write(startBlock(app, settings, terminalLanguage(process.env), networkAddress()))
  let ending = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal))

  async function end(signal: string): Promise<void> {
    // npm hands on the Ctrl+C that the terminal has sent already: it must not cut the end short.
    if (ending) return
    ending = true
    log.info({ signal }, 'closing')
    setTimeout(() => die(new Error('it took too long'), 'closed by force'), endMs).unref()
    await app.close()
    log.info('closed')
    process.exit(0)
  }
} catch (error) {
  const expected = error instanceof StoreNotOpened || error instanceof StateNotOpened
  const sentence = expected ? error.message : listenProblem(error)
  process.stderr.write(`The server cannot start: ${sentence ?? String(error)}\n`)
  if (!sentence) log.fatal({ err: error }, 'cannot start')
  process.exit(1)
}
