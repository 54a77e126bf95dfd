import { join } from 'node:path'
import type { Settings } from '../config/settings'
import { openExaminer } from './examiner'
import { LocalBlobs } from './local-blobs'
import type { MediaPorts } from './ports'
import { S3Blobs } from './s3-blobs'

const megabyte = 1_048_576

type Needed = Pick<Settings, 'dataDir' | 'mediaQuotaMb' | 's3Url' | 's3Region' | 's3KeyId' | 's3Secret'>

/** Uploads where the settings want them: in a bucket, or else in the data folder. */
export function openMedia(settings: Needed, rest: Pick<MediaPorts, 'store' | 'now' | 'newId'>): MediaPorts {
  const { dataDir, mediaQuotaMb, s3Url, s3Region, s3KeyId, s3Secret } = settings
  const blobs =
    s3Url === ''
      ? new LocalBlobs(join(dataDir, 'media'))
      : new S3Blobs({ url: s3Url, region: s3Region, keyId: s3KeyId, secret: s3Secret })
  return {
    ...rest,
    blobs,
    examiner: openExaminer(),
    spool: join(dataDir, 'incoming'),
    quota: mediaQuotaMb * megabyte,
  }
}
