import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end how long the files of each suite took together, and which tests were left out and why. */
export default class SuiteTimes implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const times = new Map<string, number>()
    const left = new Map<string, number>()
    for (const module of modules) {
      const suite = suiteOf(module)
      times.set(suite, (times.get(suite) ?? 0) + secondsOf(module))
      for (const why of leftOut(module)) left.set(why, (left.get(why) ?? 0) + 1)
    }
    const longestFirst = [...times].sort(([, one], [, other]) => other - one)
    const all = longestFirst.reduce((sum, [, seconds]) => sum + seconds, 0)
    const rows = longestFirst.map(([suite, seconds]) => row(seconds.toFixed(1), suite))
    const absent = [...left].map(([why, count]) => row(String(count), why))
    process.stdout.write(`\n Seconds by suite, ${all.toFixed(0)} in all workers together\n${rows.join('')}`)
    if (absent.length > 0) process.stdout.write(` Tests left out\n${absent.join('')}`)
  }
}

/** The folder below `tests`; below `integration` and `client`, which hold much, the one therein. */
function suiteOf({ moduleId }: TestModule): string {
  const [suite = '', part = ''] = relative('tests', moduleId).split('/')
  const isSplit = ['integration', 'client'].includes(suite) && !part.includes('.')
  return isSplit ? `${suite}/${part}` : suite
}

function secondsOf(module: TestModule): number {
  const { environmentSetupDuration, prepareDuration, setupDuration, collectDuration, duration } =
    module.diagnostic()
  const spent = environmentSetupDuration + prepareDuration + setupDuration + collectDuration + duration
  return spent / 1_000
}

/** For each test that was left out the reason that it gave, or where it stands. */
function* leftOut(module: TestModule): Generator<string> {
  for (const suite of module.children.allSuites()) if (suite.name.includes(': left out, ')) yield suite.name
  for (const test of module.children.allTests('skipped')) {
    const result = test.result()
    const reason = result.state === 'skipped' ? result.note : undefined
    // Behind a hook that failed nothing runs: that is said elsewhere.
    if (reason !== undefined) yield reason
    else if (module.ok()) yield `no reason: ${relative('.', module.moduleId)}`
  }
}

function row(figure: string, text: string): string {
  return `${figure.padStart(8)}  ${text}\n`
}
