import { expect, it } from 'vitest'
import { ann, bo, CallStage, cem, talker } from '../../../support/call-stage'
import { seeded } from '../../../support/chance'
import { breathe } from '../../../support/virtual-clock'

const calls = ['c1', 'c2', 'tea.c1'] as const
const codes = ['unknown-call', 'call-is-over', 'answered-elsewhere', 'try-again', 'call-full'] as const

/** Something that people, the server or the engine do, whatever went before. */
const steps: readonly ((stage: CallStage, pick: <T>(from: readonly T[]) => T) => void)[] = [
  ({ calls }) => void calls.call(bo, 'talk', 'video').catch(() => {}),
  ({ calls }) => void calls.join('tea').catch(() => {}),
  ({ calls }) => void calls.answer().catch(() => {}),
  ({ calls }) => void calls.decline().catch(() => {}),
  ({ calls }, pick) => void calls.comeBack(pick(['c1', 'c2', 'tea.c1'])).catch(() => {}),
  ({ calls }) => calls.hangUp(),
  ({ calls }) => calls.dismiss(),
  ({ calls }) => calls.setMuted(true),
  ({ calls }) => void calls.setCamera(true).catch(() => {}),
  ({ calls }) => calls.reconnected(),
  (stage, pick) => void stage.rings(pick(calls.slice(0, 2)), pick([bo, cem])),
  (stage, pick) => {
    const people = pick([[bo, ann], [ann, bo], [bo, cem], [ann], []])
    void stage.talks(
      people.map((one) => talker(one)),
      pick(calls),
    )
  },
  (stage, pick) => void stage.ends(pick(['answered', 'cancelled', 'missed']), pick(calls)),
  (stage, pick) => void stage.hears({ type: 'signal', call: pick(calls), from: 'bo' }),
  (stage, pick) => void stage.asked[0]?.accept(pick(calls)),
  (stage, pick) => void stage.asked[0]?.refuse(pick(codes)),
  (stage) => stage.engine.answerQuestion?.(),
  (stage, pick) => {
    stage.engine.asks = pick([true, false])
    stage.engine.trouble = pick([undefined, undefined, 'not-allowed'])
  },
]

it('whatever happens in whatever order, no microphone stays open without a call, and no two are', async () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const random = seeded(seed)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
    const stage = new CallStage()
    for (let at = 0; at < 40; at += 1) {
      pick(steps)(stage, pick)
      if (random() < 0.5) await breathe()
      if (random() < 0.1) await stage.clock.advance(5_000)
      // What was asked for before the call went is let go as soon as it is there.
      await breathe()
      const { is } = stage.calls.get() ?? { is: 'nothing' }
      const open = stage.engine.opened.filter(({ isOver }) => !isOver).length
      const may = ['calling', 'joining', 'talking'].includes(is) ? 1 : 0
      expect({ seed, at, is, isFine: open <= may }).toEqual({ seed, at, is, isFine: true })
    }
    stage.calls.open(undefined)
    stage.engine.answerQuestion?.()
    await breathe()
    expect(stage.engine.opened.every(({ isOver }) => isOver)).toBe(true)
    expect(stage.calls.get()).toBeUndefined()
  }
})
