import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { MediaRefused } from '../media-refused'
import type { Answer, Question } from './calls'

type Job = (...args: never[]) => Promise<unknown>

/** Answers the questions of the server, one at a time, for as long as it lives. */
export function serve(jobs: Record<string, Job>): void {
  stepBack()
  process.on('message', (question: Question) => {
    void answerTo(jobs, question).then((answer) => process.send?.(answer))
  })
  process.once('disconnect', () => process.exit())
}

async function answerTo(jobs: Record<string, Job>, { job, args }: Question): Promise<Answer> {
  try {
    return { value: await jobs[job]?.(...(args as never[])) }
  } catch (error) {
    if (error instanceof MediaRefused) return { refused: error.code }
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** What people say to one another goes before what they send: this process gets what the server leaves. */
function stepBack(): void {
  for (const thread of threads()) setPriority(thread, constants.priority.PRIORITY_LOW)
}

/** On Linux each thread has a priority of its own, which those that it makes inherit. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number)
  } catch {
    return [process.pid]
  }
}
