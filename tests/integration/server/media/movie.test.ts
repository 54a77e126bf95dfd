import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readMovie } from '../../../../server/media/examining/iso-movie'
import { filmAndBoxes, untimedFilm } from '../../../support/media-files'
import { temporaryDir } from '../../../support/temporary-dir'

async function read(bytes: Buffer, mostBoxes?: number): Promise<number | string> {
  const path = join(temporaryDir(), 'film')
  await writeFile(path, bytes)
  try {
    return readMovie(path, ({ duration }) => duration, mostBoxes)
  } catch (error) {
    return (error as { code: string }).code
  }
}

it('A film with more boxes than are looked at is not examined any further', async () => {
  // Its own boxes, of which some are looked at more than once, are some dozens.
  const film = filmAndBoxes(1_000)
  expect(await read(film, 1_000)).toBe('not-examined')
  expect(await read(film, 1_100)).toBe(2_500)
})

it('A film whose fragments do not say how long they last is as long as its head says of all of them', async () => {
  expect(await read(untimedFilm(7_000))).toBe(7_000)
})

it('Of a film that says nowhere how long it lasts the length is unknown', async () => {
  expect(await read(untimedFilm())).toBe('unknown-length')
})
