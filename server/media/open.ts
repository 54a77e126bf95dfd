import { join } from 'node:path'
import type { Settings } from '../config/settings'
import { AtOnce, mostOfOne } from './at-once'
import type { Blobs } from './blobs'
import { openExaminer } from './examiner'
import { LocalBlobs } from './local-blobs'
import { Pace } from './pace'
import type { MediaPorts } from './ports'
import { S3Blobs } from './s3-blobs'

const megabyte = 1_048_576

type Bucket = Pick<Settings, 's3Url' | 's3Region' | 's3KeyId' | 's3Secret'>
type Needed = Bucket & Pick<Settings, 'dataDir' | 'mediaQuotaMb' | 'uploadMbPerSecond'>

/** Uploads where the settings want them, and how they are taken. */
export function openMedia(settings: Needed, rest: Pick<MediaPorts, 'store' | 'now' | 'newId'>): MediaPorts {
  const { dataDir, mediaQuotaMb, uploadMbPerSecond } = settings
  const spool = join(dataDir, 'incoming')
  const quota = mediaQuotaMb * megabyte
  // Without a bound each piece passes at once.
  const pace = new Pace((uploadMbPerSecond || Number.POSITIVE_INFINITY) * megabyte)
  const receiving = new AtOnce(mostOfOne)
  return { ...rest, blobs: openBlobs(settings), examiner: openExaminer(), spool, pace, receiving, quota }
}

/** Where uploads lie: in a bucket, or else in the data folder. */
export function openBlobs(settings: Bucket & Pick<Settings, 'dataDir'>): Blobs {
  return settings.s3Url === '' ? openFolder(settings.dataDir) : openBucket(settings)
}

/** The uploads in a data folder. */
export const openFolder = (dataDir: string): Blobs => new LocalBlobs(join(dataDir, 'media'))

/** The bucket of the settings. */
export function openBucket({
  s3Url: url,
  s3Region: region,
  s3KeyId: keyId,
  s3Secret: secret,
}: Bucket): Blobs {
  return new S3Blobs({ url, region, keyId, secret })
}
