import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import encodeCode from 'qr'
import sharp from 'sharp'
import { afterAll, expect } from 'vitest'
import { launchWhole } from '../client/web/support/browser'
import { it as base } from './support/stage'

const folder = mkdtempSync(join(tmpdir(), 'camera-'))
/** What the camera of the browser sees: Chromium reads it when the camera is opened. */
const scene = join(folder, 'scene.mjpeg')

afterAll(() => rmSync(folder, { recursive: true }))

const it = base.extend({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that this needs no other fixture
    async ({}, use) => {
      const browser = await launchWhole([`--use-file-for-fake-video-capture=${scene}`])
      await use(browser)
      await browser.close()
    },
    { scope: 'file' },
  ],
})

it('the picture of a room’s code leads into the room', async ({ stage }) => {
  await show(await sharp(wall).png().toBuffer())
  const ann = await stage.guest('Ann')
  await ann.text('New room').click()
  await ann.field('Name of the room').fill('Tea')
  await ann.button('Create').click()
  await ann.heading('Tea').waitFor()
  await ann.button('Room details').click()
  await ann.top.getByRole('img', { name: 'QR code of Tea' }).waitFor()
  const buffer = await ann.page.screenshot()

  const bo = await stage.guest('Bo')
  await bo.button('Scan').click()
  const scanner = bo.page.getByRole('dialog', { name: 'Scan a code' })
  const [chooser] = await Promise.all([
    bo.page.waitForEvent('filechooser'),
    scanner.getByRole('button', { name: 'Choose a picture' }).click(),
  ])
  await chooser.setFiles({ name: 'screen.png', mimeType: 'image/png', buffer })
  await bo.heading('Tea').waitFor()
  await bo.back()
  await bo.tab('Me').waitFor()
})

it('a code before the camera leads into the room, and another one is said to be foreign', async ({
  stage,
}) => {
  const ann = await stage.guest('Ann')
  await show(Buffer.from(encodeCode('https://example.org/', 'gif', { scale: 8 })))
  await ann.button('Scan').click()
  const told = ann.page.getByRole('dialog', { name: 'Invitation' })
  await told.getByText('This code belongs to something else.').waitFor()
  await told.getByRole('button').click()

  const address = `${stage.server.httpUrl}/#/pages/group-room/group-room?room=lobby`
  await show(Buffer.from(encodeCode(address, 'gif', { scale: 8 })))
  await ann.button('Scan').click()
  await ann.heading('Lobby').waitFor()
  expect(await ann.page.getByRole('dialog').count()).toBe(0)
})

const wall = { create: { width: 640, height: 480, channels: 3, background: '#888' } } as const

/** Holds a picture before the camera. */
async function show(picture: Buffer): Promise<void> {
  const seen = sharp(picture).resize({ ...wall.create, fit: 'contain', background: '#888' })
  writeFileSync(scene, await seen.jpeg().toBuffer())
}
