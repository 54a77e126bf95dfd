import type { CallMedia, IceServer, Signal } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Question } from '../session/requests'
import type { Session } from '../session/session'
import { isOfGroup } from './call'
import type { Sharing } from './engine'

/** What the server says to somebody who takes part: which call it is, and what helps to reach the others. */
export interface Admission {
  call: string
  ice: readonly IceServer[]
}

const over = ['unknown-call', 'call-is-over']

/** The frames of calls, on the direct port. Each rejects with `Refused`; a repeat after a lost connection is harmless. */
export class CallWire {
  private readonly session: Pick<Session, 'ask' | 'check' | 'person'>

  constructor(session: Pick<Session, 'ask' | 'check' | 'person'>) {
    this.session = session
  }

  get me(): string {
    return this.session.person.id
  }

  /** The line to the server may be dead without anybody saying so: it is asked for a sign of life. */
  check(): void {
    this.session.check(false)
  }

  /** Calls a person, or begins or joins the call of a group. */
  call(to: string, media: CallMedia): Promise<Admission> {
    return this.enter({ type: 'call', to, media })
  }

  /** Nothing where an earlier try was answered and its answer was lost: another device may have been faster, too. */
  async accept(call: string): Promise<Admission | undefined> {
    const question: Question = { type: 'answer', call, with: 'accept' }
    const answer = await this.ask(question, ['answered-elsewhere'])
    return answer && admissionOf(answer, call)
  }

  /** Says no. That the call is over already is as good. */
  async turnDown(call: string, as: 'decline' | 'busy'): Promise<void> {
    await this.ask({ type: 'answer', call, with: as }, over).catch((problem: unknown) => {
      const isDone = problem instanceof Refused && [...over, 'answered-elsewhere'].includes(problem.code)
      if (!isDone) throw problem
    })
  }

  /** `failed`: no voice came through. */
  async hangUp(call: string, failed = false): Promise<void> {
    await this.ask({ type: 'hangup', call, ...(failed && { failed }) }, over)
  }

  /** The line was lost, and this connection takes part from now on. */
  comeBack(call: string): Promise<Admission> {
    return this.enter({ type: 'signal', call }, call)
  }

  /** What is under way with a line that is lost is worth nothing on the next one. */
  async signal(call: string, to: string, signal: Signal): Promise<void> {
    const whom = isOfGroup(call) ? { to } : {}
    await this.session.ask('direct', { type: 'signal', call, ...whom, ...signal }, { outlives: false })
  }

  async share(call: string, sharing: Sharing): Promise<void> {
    await this.session.ask('direct', { type: 'share', call, ...sharing }, { outlives: false })
  }

  private async enter(question: Question, call = ''): Promise<Admission> {
    return admissionOf(await this.ask(question, []), call)
  }

  private ask(question: Question, doneIf: readonly string[]) {
    return this.session.ask('direct', question, { outlives: true, doneIf })
  }
}

function admissionOf(answer: Awaited<ReturnType<Session['ask']>>, known: string): Admission {
  if (answer?.type !== 'accepted') throw new Refused('no-answer')
  return { call: answer.call ?? known, ice: answer.ice ?? [] }
}
