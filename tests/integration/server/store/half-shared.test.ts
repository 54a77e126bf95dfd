import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { openMongoStore } from '../../../../server/store/mongo/open'
import type { Upload } from '../../../../server/store/uploads'
import { withMongo } from '../../../support/needs'

withMongo('a share that a server has begun when it died', (url) => {
  it('is ended by the next try, or refused where the file was taken away meanwhile', async () => {
    const store = await openMongoStore({ url: url(), database: `test_${randomUUID().replaceAll('-', '')}` })
    onTestFinished(() => store.close())
    const { uploads } = store
    const first: Upload = {
      ...{ id: 'u1', owner: 'ann', room: 'r', kind: 'image', size: 70, created: 1, state: 'coming' },
    }
    const body = { media: 'u1', type: 'image/png', size: 70, width: 4, height: 3 } as const
    await uploads.begin(first)
    await uploads.finish('u1', 70, body)
    const begun = { ...first, owner: 'bo', room: 'd', message: '1/f', blob: 'u1' }
    for (const id of ['s1', 's2']) await uploads.begin({ ...begun, id, body: { ...body, media: id } })
    const share = (id: string) =>
      uploads.share([{ id, of: 'u1', owner: 'bo', room: 'd', message: '1/f', created: 1 }])

    expect(await share('s1')).toBe(true)
    expect((await uploads.get('s1'))?.state).toBe('said')
    await uploads.markForDeletion('u1')
    expect(await share('s2')).toBe(false)
    expect((await uploads.get('s2'))?.state).not.toBe('said')
    // Nothing is left of it for ever.
    await uploads.markUnsaidForDeletion(2)
    expect((await uploads.get('s2'))?.state).toBe('doomed')
    expect((await uploads.get('s1'))?.state).toBe('said')
  })
})
