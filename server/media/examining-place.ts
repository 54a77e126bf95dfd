import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import pLimit from 'p-limit'
import { AtOnce } from './at-once'
import { type Patience, watch } from './deadline'
import type { Answer, Question } from './examining/calls'
import { MediaRefused } from './media-refused'

export interface PlaceOptions extends Patience {
  /** The program that examines. */
  script: string
  /** Options of Node for it. */
  execArgv?: string[]
  /** Files that may wait for their turn; one more is `busy`. */
  mostWaiting: number
  /** Files of one person that may wait or be looked at together, so that the others have their turn; one more is `busy`. */
  mostOfOne: number
}

/** Whose file it is. */
export interface Asker {
  person: string
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
}

/** Milliseconds without work after which the process is ended, and its memory is free. */
const restMs = 30_000

/**
 * Where files are examined, one after the other, in a process of its own: what runs there can be ended for
 * sure, in whatever library it is, and nothing that people talk by waits for it.
 */
export class ExaminingPlace {
  readonly #options: PlaceOptions
  readonly #turn = pLimit(1)
  /** Files of each person that wait or are looked at. */
  readonly #ofOne: AtOnce
  #child: ChildProcess | undefined
  #resting: NodeJS.Timeout | undefined

  constructor(options: PlaceOptions) {
    this.#options = options
    this.#ofOne = new AtOnce(options.mostOfOne)
  }

  /**
   * Rejects with `MediaRefused`: what the examination says, `busy` when too many wait, `not-examined` when it takes too
   * long or its program fell over. When `signal` aborts, it is ended and the reason of the signal comes.
   */
  async ask(question: Question, { person, signal }: Asker): Promise<unknown> {
    if (this.#turn.pendingCount >= this.#options.mostWaiting) throw new MediaRefused('busy')
    return this.#ofOne.hold(person, () => this.#turn(() => this.#examine(question, signal)))
  }

  /** Ends what is being examined. */
  close(): void {
    clearTimeout(this.#resting)
    this.#end()
  }

  /** The next file gets a process of its own from this moment on, not when the end of this one is heard of. */
  #end(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  async #examine(question: Question, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted()
    clearTimeout(this.#resting)
    this.#child ??= this.#start()
    const child = this.#child
    const end = () => this.#end()
    const stopWatch = watch(child.pid ?? 0, this.#options, end)
    signal.addEventListener('abort', end)
    try {
      const answer = await answerOf(child, question)
      signal.throwIfAborted()
      if (!answer) throw new MediaRefused('not-examined')
      if ('refused' in answer) throw new MediaRefused(answer.refused)
      if ('fault' in answer) throw new Error(answer.fault)
      return answer.value
    } finally {
      stopWatch()
      signal.removeEventListener('abort', end)
      this.#resting = setTimeout(end, restMs).unref()
    }
  }

  #start(): ChildProcess {
    const { script, execArgv = [] } = this.#options
    const child = fork(script, {
      // Of the settings and secrets of the server nothing. glibc keeps less of what libvips gives back with few arenas.
      env: { MALLOC_ARENA_MAX: '2' },
      execArgv: ['--max-old-space-size=128', ...execArgv],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    // Those who talk go first. Set before it has threads, which inherit it; still lower, a busy machine would leave it nothing.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    const forget = () => {
      if (this.#child === child) this.#child = undefined
    }
    // One that could not be started, because the machine is full, has an error and no exit.
    child.on('error', forget).once('exit', forget)
    // It keeps nobody alive while it rests.
    child.unref()
    child.channel?.unref()
    return child
  }
}

/** Nothing when the process ends before it answers. */
async function answerOf(child: ChildProcess, question: Question): Promise<Answer | undefined> {
  const heard = new AbortController()
  const { signal } = heard
  child.channel?.ref()
  try {
    const first = Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => []),
    ])
    // One that has just ended takes no question: its exit is what is heard.
    child.send(question, () => undefined)
    const [answer] = await first
    return answer
  } finally {
    heard.abort()
    child.channel?.unref()
  }
}
