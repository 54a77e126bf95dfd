// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon'
import { openTwoDevices } from '../../support/two-devices'
import { Stage, textOf } from '../support/stage'

let stage: Stage
beforeAll(() => {
  stage = new Stage({}, { getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667 }) })
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

it('the list of rooms shows the hour of what was said just now, on a phone whose clock is two days off', async () => {
  const { ann, bo, clock } = await openTwoDevices()
  ann.wechat.setClock(-2 * 86_400_000)
  bo.room.say('just now')
  await clock.advance(1_000)
  stage.app = ann.app
  const tab = stage.show('pages/home/rooms/rooms')
  await vi.waitFor(() => expect(textOf(tab)).toContain('just now'), soon)
  expect(textOf(tab)).toMatch(/\d\d:\d\d/)
})
