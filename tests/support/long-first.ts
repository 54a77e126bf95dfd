import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes half a minute and more, the longest first; what waits for services stands beside what only computes. */
const long = [
  'tests/integration/scale/kill',
  'tests/session/schedules',
  'tests/integration/scale/conformance',
  'tests/client/devtools',
  'tests/session/real-schedules',
  'tests/integration/kill/kill',
  'tests/integration/process',
  'tests/integration/abuse',
  'tests/contracts/store',
  'tests/integration/scale',
  'tests/integration/server/media',
  'tests/conformance',
]

/** Long files begin first, on a machine that has never run them too: so none is left alone at the end. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((path) => moduleId.includes(path))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).sort((one, other) => place(one) - place(other))
  }
}
