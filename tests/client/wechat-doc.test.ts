import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const document = readFileSync('docs/WECHAT.md', 'utf8')
const sources = readdirSync('miniprogram', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|wxml)$/.test(file) && !file.startsWith('iview'))
  .map((file) => readFileSync(join('miniprogram', file), 'utf8'))
  .join('\n')

/** What works at WeChat only where it is declared, with the name of the declaration, as WeChat's page lists them. */
const declared: [use: RegExp, name: string][] = [
  [/type="nickname"|open-type="chooseAvatar"|wx\.getUserProfile/, '用户信息（昵称、头像）'],
  [/wx\.(?:set|get)ClipboardData/, '剪切板'],
  [/wx\.(?:chooseMedia|chooseImage|chooseVideo)/, '选中的照片或视频'],
  [/wx\.chooseMessageFile/, '选中的文件'],
  [/wx\.getRecorderManager|scope\.record/, '麦克风'],
  [/<camera|scope\.camera/, '摄像头'],
  [/wx\.save(?:Image|Video)ToPhotosAlbum/, '相册（仅写入）权限'],
  [/wx\.(?:getLocation|chooseLocation)/, '位置信息'],
]

it.each(declared)('what matches %s is declared as %s exactly where the program uses it', (use, name) => {
  expect(document.includes(`| ${name} |`)).toBe(use.test(sources))
})

it('the addresses of the example are those of config.ts', () => {
  const example = /```ts\n([\s\S]*?)```/.exec(document)?.[1] ?? ''
  const names = (text: string) => [...text.matchAll(/^ {2}(\w+): '/gm)].map(([, name]) => name)
  expect(names(example)).toEqual(names(readFileSync('miniprogram/config.ts', 'utf8')))
})
