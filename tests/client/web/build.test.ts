import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildWebRoom } from '../../../scripts/build-web'
import type { Built } from '../../../web/build/build'
import { type Copy, copyFixture, latePages } from './support/fixture'

let copy: Copy

beforeEach(() => {
  copy = copyFixture()
})
afterEach(() => copy.remove())

describe('a mini-program that cannot be built', () => {
  it('names the line of app.json that lists a missing page', async () => {
    copy.write('app.json', '{\n  "pages": [\n    "pages/home/home",\n    "pages/gone/gone"\n  ]\n}')
    await expect(copy.build()).rejects.toThrow(/app\.json:4 page "pages\/gone\/gone" has no file/)
  })

  it('names the line of the JSON that uses a missing component', async () => {
    copy.write(
      'pages/list/list.json',
      '{\n  "usingComponents": {\n    "lost": "/components/lost/lost"\n  }\n}',
    )
    await expect(copy.build()).rejects.toThrow(
      /list\.json:3 component "\/components\/lost\/lost" has no file/,
    )
  })

  it('refuses a component whose JSON does not say that it is one', async () => {
    copy.write('components/bubble/bubble.json', '{}')
    await expect(copy.build()).rejects.toThrow(/card\.json:1 component .* has no file .*"component": true/)
  })

  it('names the line of a broken JSON', async () => {
    copy.write('pages/list/list.json', '{\n  "navigationBarTitleText": "List",\n}')
    await expect(copy.build()).rejects.toThrow(/list\.json:3 /)
  })

  it.each([
    ['an expression without an end', '<view>\n  {{ a + }}\n</view>', 2],
    ['an expression never closed', '<view>\n\n{{ a </view>', 3],
    ['a tag never closed', '<view />\n<view>\n<text>x</text>', 2],
    ['a key that is an expression', '<view />\n<view wx:for="{{a}}" wx:key="{{item.id}}" />', 2],
  ])('refuses a template with %s', async (_, template, line) => {
    copy.write('pages/list/list.wxml', template)
    await expect(copy.build()).rejects.toThrow(new RegExp(`list\\.wxml:${line} `))
  })

  it('names the line that imports a missing template, script or style', async () => {
    copy.write('pages/tags/tags.wxml', '<view />\n<import src="./lost.wxml" />')
    await expect(copy.build()).rejects.toThrow(/tags\.wxml:2 template pages\/tags\/lost\.wxml is missing/)
    copy.write('pages/tags/tags.wxml', '<view />\n\n<wxs src="./lost.wxs" module="m" />')
    await expect(copy.build()).rejects.toThrow(/tags\.wxml:3 script pages\/tags\/lost\.wxs is missing/)
    copy.write('pages/tags/tags.wxml', '<view />')
    copy.write('pages/tags/tags.wxss', '.a {}\n@import "../lost.wxss";')
    await expect(copy.build()).rejects.toThrow(/tags\.wxss:2 imports pages\/lost\.wxss/)
  })

  it('names the line of a broken style', async () => {
    copy.write('pages/tags/tags.wxss', '.a {\n  color: red;\n}\n.b { color: red;')
    await expect(copy.build()).rejects.toThrow(/tags\.wxss:4 /)
  })

  it('refuses a style sheet that imports itself', async () => {
    copy.write('pages/tags/tags.wxss', '@import "./tags.wxss";')
    await expect(copy.build()).rejects.toThrow(/tags\.wxss:1 imports pages\/tags\/tags\.wxss in a circle/)
  })

  it('says which import of a script is missing', async () => {
    copy.write('pages/tags/tags.ts', "import { lost } from './lost'\nPage({ data: { lost } })")
    await expect(copy.build()).rejects.toThrow(/Could not resolve "\.\/lost"/)
  })
})

describe('a built web room', () => {
  it('has names that change with the content, and a page without inline script or style', async () => {
    const first = await copy.build()
    const names = () => readdirSync(copy.out).filter((name) => /^app\./.test(name))
    const before = names()
    const html = readFileSync(join(copy.out, 'index.html'), 'utf8')
    expect(html).not.toMatch(/<style|style="|<script>|onload=/)
    expect(html).toContain('%CHAT_CONFIG%')
    expect(first.files).toContain('version.json')
    copy.write('pages/list/list.wxss', '.page { color: red }')
    await copy.build()
    expect(
      names()
        .filter((name) => before.includes(name))
        .map((name) => name.split('.').at(-1)),
    ).toEqual(['js'])
  })

  it('is the same, to the byte, when nothing changed', async () => {
    const first = await copy.build()
    expect((await copy.build()).files).toEqual(first.files)
  })

  it('uses no eval', async () => {
    const { files } = await copy.build()
    const scripts = files.filter((name) => name.endsWith('.js'))
    expect([...new Set(scripts.map((name) => name.replace(/\..*/, '')))].sort()).toEqual([
      'app',
      'calls',
      // What scripts share.
      'chunk',
      'framework',
      'lamejs',
      'qr-decode',
    ])
    for (const name of scripts)
      expect(readFileSync(join(copy.out, name), 'utf8')).not.toMatch(
        /\beval\(|new Function\(|[^.]Function\(["'`]/,
      )
  })

  it.each(['calls.', 'lamejs.', 'qr-decode.'])('loads %sjs, which few people need, later', async (start) => {
    const { files } = await copy.build()
    const html = readFileSync(join(copy.out, 'index.html'), 'utf8')
    const late = files.find((name) => name.startsWith(start)) ?? ''
    expect(html.match(/<script /g)).toHaveLength(2)
    expect(html).not.toContain(late)
    const app = files.find((name) => /^app\..*js$/.test(name)) ?? ''
    expect(readFileSync(join(copy.out, app), 'utf8')).toContain(`import("./${late}")`)
  })

  it('has later pages, and the components that they alone use, in scripts for which no first visit waits', async () => {
    const parts = await copy.build({ late: latePages })
    const { app, files } = parts
    const html = readFileSync(join(copy.out, 'index.html'), 'utf8')
    const later = files.filter((name) => /^later-\d\./.test(name))
    expect(later).toHaveLength(2)
    for (const name of later) expect(html).not.toContain(name)
    for (const name of app) expect(html).toContain(name)
    const bytes = ({ sizes }: Built, names: string[]) =>
      names.reduce((sum, name) => sum + (sizes[name]?.bytes ?? 0), 0)
    const whole = await copy.build()
    expect(bytes(parts, app)).toBeLessThan(bytes(whole, whole.app))
    expect(bytes(parts, [...app, ...later])).toBeLessThan(1.1 * bytes(whole, whole.app))
  })

  it('refuses to load a page later that there is not', async () => {
    await expect(copy.build({ late: [['pages/none/none']] })).rejects.toThrow(
      /app\.json:1 has no page "pages\/none\/none" to load later/,
    )
  })

  it('has the MP3 encoder in a script that names its licence, works alone and can be replaced', async () => {
    const { files } = await copy.build()
    const textOf = (pattern: RegExp) =>
      readFileSync(join(copy.out, files.find((name) => pattern.test(name)) ?? ''), 'utf8')
    const encoder = textOf(/^lamejs\./)
    expect(encoder).toMatch(/^\/\*! @breezystack\/lamejs [\d.]+, LGPL-3\.0: THIRD_PARTY_NOTICES\.txt \*\//)
    expect(encoder).not.toMatch(/import[ {(]|voice\.mp3/)
    expect(textOf(/^app\..*js$/)).not.toContain('extended fmt chunk not implemented')
    expect(textOf(/^index/)).not.toContain('integrity')
    const { Mp3Encoder } = await import(`data:text/javascript,${encodeURIComponent(encoder)}`)
    expect(new Mp3Encoder(1, 16_000, 32).flush().length).toBeGreaterThan(0)
  })

  it('has the reader of codes in a script that names the package of which it is a part', async () => {
    const { files } = await copy.build()
    const reader = readFileSync(
      join(copy.out, files.find((name) => name.startsWith('qr-decode.')) ?? ''),
      'utf8',
    )
    expect(reader).toMatch(/^\/\*! qr [\d.]+, \(MIT OR Apache-2\.0\): THIRD_PARTY_NOTICES\.txt \*\//)
  })

  it('has what makes calls in a script of its own', async () => {
    const { app, files } = await copy.build()
    const textOf = (name: string) => readFileSync(join(copy.out, name), 'utf8')
    const calls = files.find((name) => name.startsWith('calls.')) ?? ''
    expect(textOf(calls)).toContain('new RTCPeerConnection(')
    for (const name of app) expect(textOf(name)).not.toContain('RTCPeerConnection')
  })

  it('has the notices of third parties at a name that stays, and the page leads there', async () => {
    const { files } = await copy.build()
    expect(files).toContain('THIRD_PARTY_NOTICES.txt')
    const notices = readFileSync('THIRD_PARTY_NOTICES.md', 'utf8')
    expect(readFileSync(join(copy.out, 'THIRD_PARTY_NOTICES.txt'), 'utf8')).toBe(notices)
    expect(readFileSync(join(copy.out, 'index.html'), 'utf8')).toContain(
      '<link rel="license" href="THIRD_PARTY_NOTICES.txt">',
    )
  })

  it('has the npm packages of the mini-program in the script that browsers keep', async () => {
    copy.write('miniprogram_npm/wise/index.js', 'exports.word = "from a package"')
    copy.write('app.ts', 'require("wise"); App({})')
    const { files } = await copy.build()
    const textOf = (start: string) =>
      readFileSync(
        join(copy.out, files.find((name) => name.startsWith(start) && name.endsWith('.js')) ?? ''),
        'utf8',
      )
    expect(textOf('framework.')).toContain('from a package')
    expect(textOf('app.')).not.toContain('from a package')
  })

  it('takes iview from the package and its font out of the sheet', async () => {
    const { files } = await copy.build()
    const font = files.find((name) => name.startsWith('font.'))
    expect(font).toMatch(/\.woff$/)
    const sheet = readFileSync(join(copy.out, files.find((name) => name.endsWith('.css')) ?? ''), 'utf8')
    expect(sheet).toContain(font)
    expect(sheet).not.toContain('data:')
  })

  it('copies pictures and no folder without any', async () => {
    await copy.build()
    expect(existsSync(join(copy.out, 'assets', 'dot.png'))).toBe(true)
    expect(existsSync(join(copy.out, 'pages'))).toBe(false)
  })

  it('writes compressed copies of every text but the page, which the server fills in', async () => {
    const { sizes } = await copy.build({ compress: true })
    const names = readdirSync(copy.out)
    const texts = Object.keys(sizes).filter((name) => name !== 'index.html')
    expect(names.filter((name) => name.endsWith('.br')).sort()).toEqual(
      texts.map((name) => `${name}.br`).sort(),
    )
    expect(names.filter((name) => name.startsWith('index.html'))).toEqual(['index.html'])
  })
})

describe('the script of the app', () => {
  it('fails the build when it is larger than it may be', async () => {
    const { out, sources } = copy
    await expect(buildWebRoom({ ...sources, out, limit: 1_000 })).rejects.toThrow(
      /app\.js of the web room has \d+ bytes gzipped, 1000 are allowed/,
    )
  })
})
