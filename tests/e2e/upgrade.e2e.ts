import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { buildWeb } from '../../web/build/build'
import { startServerProcess } from '../support/server-process'
import { hears, isAccepted } from './support/eventually'
import { it, lobbyAddress } from './support/stage'

const root = join(import.meta.dirname, '..', '..')

it('an old tab becomes a new one when the server was upgraded: place, draft and unsent words stay', async ({
  stage,
}) => {
  const installed = installCopy()
  const server = await startServerProcess({ program: installed.program })
  const ann = await stage.visit()
  ann.expect(/WebSocket connection to|Failed to load resource/)
  await ann.page.goto(`${server.httpUrl}/${lobbyAddress}`)
  await ann.enterAsGuest('Ann')
  await ann.say('with the old one')
  await hears(ann, ['with the old one'])
  const old = await ann.page.evaluate(scriptOf)

  await server.kill('SIGKILL')
  await ann.say('in between')
  await ann.field('Message').fill('half a sen')
  await ann.button('Room details').click()
  await installed.upgrade()
  await server.restart()
  await expect.poll(() => ann.page.evaluate(scriptOf).catch(() => old)).not.toBe(old)
  await ann.heading('Room details').waitFor()
  await ann.back()
  await hears(ann, ['with the old one', 'in between'])
  await isAccepted(ann)
  await ann.text('This is where it all begins').waitFor()
  expect(await ann.field('Message').inputValue()).toBe('half a sen')
  await ann.page.goto('about:blank')
  await server.close()
  installed.remove()
})

/** Runs in the page: which script of the app it runs. */
function scriptOf(): string {
  return document.querySelector<HTMLScriptElement>('script[src^="app."]')?.src ?? ''
}

/** The product, installed once more: a later version takes the place of its web room. */
function installCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'chat-upgrade-'))
  const miniprogram = join(folder, 'miniprogram')
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true })
  cpSync(join(root, 'miniprogram'), miniprogram, { recursive: true })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return {
    program: join(folder, 'dist', 'server', 'main.js'),
    async upgrade() {
      const words = join(miniprogram, 'i18n', 'room-words.ts')
      const before = readFileSync(words, 'utf8')
      const after = before.replace('This is where the talk begins', 'This is where it all begins')
      expect(after).not.toBe(before)
      writeFileSync(words, after)
      await buildWeb({ miniprogram, iview: join(miniprogram, 'iview'), out: join(folder, 'dist', 'web') })
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
