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
  sealKeys: string[]
  dataDir: string
}): Promise<Sealing> {
  const { sealing, sealKeys, dataDir } = settings
  const keys = readServerKeys(await readKeyFiles(sealKeys, dataDir))
  return { keys, required: sealing === 'required' }
}
