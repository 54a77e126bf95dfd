import { describe } from 'vitest'
import { blobsTests, type OpenedBlobs } from './blobs/blobs-tests'
import { runAll } from './run-all'

/** Holds a place for files to what `server/media/blobs.ts` promises. `open` gives an empty one each time. */
export function describeBlobs(name: string, open: () => Promise<OpenedBlobs>): void {
  describe(`blobs: ${name}`, () => runAll(blobsTests, open))
}
