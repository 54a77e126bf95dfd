import { addKey, readKeyFiles } from '../server/wire/key-files'
import { readServerKeys } from '../server/wire/server-keys'

/**
 * `npm run seal-key` lists the fingerprints of the server's keys in DATA_DIR, the newest first; with `-- new` it makes
 * another key before, which the server offers from its next start on.
 */
const dataDir = process.env.DATA_DIR || './data'
if (process.argv[2] === 'new') process.stdout.write(`made ${await addKey(dataDir)}\n`)
const { fingerprints } = readServerKeys(await readKeyFiles([], dataDir))
for (const fingerprint of fingerprints) process.stdout.write(`${fingerprint}\n`)
