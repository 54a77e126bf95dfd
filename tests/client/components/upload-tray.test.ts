// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MediaKind } from '../../../miniprogram/protocol/index'
import { observable } from '../../../miniprogram/stores/observable'
import type { Upload } from '../../../miniprogram/uploads/upload-store'
import { soon } from '../../support/soon'
import { act, heard, Stage, textOf } from '../support/stage'

const uploads = observable<readonly Upload[]>([])
const done: unknown[] = []
let stage: Stage

beforeAll(() => {
  const store = {
    ...uploads,
    cancel: (id: number) => done.push(['cancel', id]),
    retry: (id: number) => done.push(['retry', id]),
    sendAsFile: (id: number, name: string) => done.push(['file', id, name]),
  }
  stage = new Stage({ uploads: store as never }, {})
})
beforeEach(() => {
  done.length = 0
})
afterEach(() => {
  stage.clear()
  uploads.set([])
})
afterAll(() => stage.close())

const tray = () => stage.show('components/upload-tray/upload-tray', { room: 'tea' })

function upload(kind: MediaKind, problem: string, also: Partial<Upload> = {}): Upload {
  return {
    id: 7,
    room: 'tea',
    kind,
    path: 'wxfile://tmp_1.jpg',
    name: '',
    size: 5,
    percent: 0,
    problem,
    ...also,
  }
}

describe('a file that was not sent', () => {
  it.each([
    ['image', 'wrong-type', '图片只能是 JPEG、PNG、GIF 或 WebP', '作为文件发送移除'],
    ['video', 'wrong-type', '视频只能是 MP4 或 MOV', '作为文件发送移除'],
    ['voice', 'wrong-type', '语音只能是 MP3、M4A 或 AAC', '作为文件发送移除'],
    ['image', 'broken-file', '内容不完整或已损坏，无法显示', '作为文件发送移除'],
    ['video', 'too-long', '视频太长了，最多 10 分钟', '作为文件发送移除'],
    ['voice', 'too-long', '语音太长了，最多 1 分钟', '作为文件发送移除'],
    ['image', 'too-many-pixels', '图片尺寸太大了', '作为文件发送移除'],
    ['image', 'file-too-large', '太大了：24.0 MB，最多 20.0 MB', '作为文件发送移除'],
    ['file', 'file-too-large', '太大了：24.0 MB，最多 100.0 MB', '移除'],
    ['file', 'empty-file', '文件是空的', '移除'],
    ['file', 'quota-reached', '你上传的文件已达上限', '移除'],
    ['file', 'file-gone', '设备上找不到这个文件，或它已改动，请重新选择', '移除'],
    ['file', 'offline', '网络不可用，请稍后再试', '重试移除'],
    ['file', 'storage-full', '服务器空间已满', '重试移除'],
  ] as const)('of kind %s because of %s says why and what can be done', (kind, problem, words, acts) => {
    uploads.set([upload(kind, problem, { name: 'tea.bin', size: 25_165_824 })])
    expect(textOf(tray()).replaceAll(' ', '')).toBe(`tea.bin${words}${acts}`.replaceAll(' ', ''))
  })

  it('is sent as a file under its name, or, of a phone, under its kind and ending', async () => {
    uploads.set([upload('image', 'wrong-type', { name: 'cat.heic' })])
    await act(tray().querySelector('.act'), 'tap')
    uploads.set([upload('image', 'wrong-type')])
    await act(tray().querySelector('.act'), 'tap')
    expect(done).toEqual([
      ['file', 7, 'cat.heic'],
      ['file', 7, '图片.jpg'],
    ])
  })

  it('shows no picture that the device cannot show', async () => {
    uploads.set([upload('image', 'wrong-type')])
    const shown = tray()
    await act(shown.querySelector('.look'), 'error')
    uploads.set([upload('image', 'wrong-type', { percent: 1 })])
    expect(shown.querySelectorAll('.look-none')).toHaveLength(1)
  })

  it('tells that the tray has grown by a file, and by its words', async () => {
    const { problem: _, ...running } = upload('image', '')
    const shown = tray()
    const resized = heard(shown, 'resized')
    uploads.set([running])
    uploads.set([{ ...running, percent: 50 }])
    uploads.set([upload('image', 'wrong-type')])
    await vi.waitFor(() => expect(resized).toHaveLength(2), soon)
  })
})
