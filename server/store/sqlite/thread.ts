import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { StoreNotOpened } from '../store'
import { type Engine, runBatch } from './batch'
import type { Call, Control, FromThread, ToThread } from './calls'
import { openEngine } from './engine'
import { hold, release } from './hold'

/**
 * The thread that owns the database: here a wait for the disk keeps nobody else waiting. It takes all
 * calls that have come meanwhile as one batch.
 */

/** So that the first of very many calls is not answered after the last. */
const mostCalls = 1_000

function serve(port: MessagePort, engine: Engine): void {
  port.on('message', (first: ToThread) => {
    const calls: Call[] = []
    let message: ToThread | undefined = first
    while (message !== undefined && typeof message !== 'string') {
      calls.push(message)
      message = calls.length < mostCalls ? receiveMessageOnPort(port)?.message : undefined
    }
    if (calls.length > 0) tell(port, { answers: runBatch(engine, calls) })
    if (typeof message === 'string') obey(message, port, engine)
  })
}

function obey(control: Control, port: MessagePort, { database }: Engine): void {
  if (control === 'hold') tell(port, hold(database))
  if (control === 'release') release(database)
  if (control !== 'close') return
  database.close()
  port.close()
}

function tell(port: MessagePort, message: FromThread): void {
  port.postMessage(message)
}

function start(port: MessagePort, dir: string): void {
  try {
    serve(port, openEngine(dir))
    tell(port, { opened: true })
  } catch (error) {
    if (!(error instanceof StoreNotOpened)) throw error
    tell(port, { refused: error.message })
    port.close()
  }
}

if (parentPort) start(parentPort, workerData.dir)
