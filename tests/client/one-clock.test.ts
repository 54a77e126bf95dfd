import { expect, it } from 'vitest'
import { filesEnding, read } from './support/units'

it('only the platform asks the phone what time it is: what people read is dated by the clock of the server', () => {
  const asking = filesEnding('.ts').filter((file) => /Date\.now\(|new Date\(\)/.test(read(file)))
  expect(asking).toContain('platform/clock.ts')
  expect(asking.filter((file) => !file.startsWith('platform/'))).toEqual([])
})
