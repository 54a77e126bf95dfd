import type { StreamNames } from '../files/streams'

/** Makes an error that the app knows by its code. */
export type MakeRefusal = (code: string, message: string) => Error

/**
 * What this script takes from that of the app: no module is shared between the two, so a map or a class of the app would be another one here.
 */
export interface Shared {
  streams: StreamNames
  refuse: MakeRefusal
}

/** What one gives to the others. */
export type Source = 'microphone' | 'camera' | 'screen'
export const sources = ['microphone', 'camera', 'screen'] as const satisfies readonly Source[]
