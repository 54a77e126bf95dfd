import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { append, pathOf, removeOpenedFiles } from '../../../miniprogram/platform/opened-files'
import { PhoneFiles } from '../support/phone-files'

let phone: PhoneFiles
beforeEach(() => {
  phone = new PhoneFiles()
  vi.stubGlobal('wx', phone.wx)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it('signing out leaves nothing that was opened on the phone', async () => {
  await append(pathOf('m1', 'pdf'), 0, new ArrayBuffer(3))
  await append(pathOf('m2', ''), 0, new ArrayBuffer(3))
  phone.fill('wxfile://usr/miniprogramLog/log1', 9)
  removeOpenedFiles()
  expect(phone.paths).toEqual(['wxfile://usr/miniprogramLog/log1'])
})

it('what went for another file in the middle of coming is not put together wrongly', async () => {
  await append(pathOf('m1', 'pdf'), 0, new ArrayBuffer(3))
  removeOpenedFiles()
  await expect(append(pathOf('m1', 'pdf'), 3, new ArrayBuffer(3))).rejects.toMatchObject({
    code: 'phone-full',
  })
})
