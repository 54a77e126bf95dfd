import { readKeyFiles } from './key-files'
import { readServerKeys, type ServerKeys } from './server-keys'

/** How clients seal what they send and get. */
export interface Sealing {
  keys: ServerKeys
  /** Whether a client that does not seal is sent away. */
  required: boolean
}

/** The sealing as the settings want it. Rejects when a key cannot be read, or is none. */
export async function openSealing(settings: {
  sealing: 'required' | 'optional'
  /** Paths with commas between; empty: the data folder has the keys. */
  sealKeys: string
  dataDir: string
}): Promise<Sealing> {
  const { sealing, sealKeys, dataDir } = settings
  const files = sealKeys.split(',').flatMap((file) => file.trim() || [])
  const keys = readServerKeys(await readKeyFiles(files, dataDir))
  return { keys, required: sealing === 'required' }
}
