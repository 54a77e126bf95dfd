import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '../package.json'

/** The part of miniprogram-ci that is used. */
interface MiniprogramCi {
  Project: new (options: object) => object
  upload(options: object): Promise<{ subPackageInfo?: Array<{ name: string; size: number }> }>
}

const usage = `npm run upload -- [--desc "what is new"] [--robot 1]

Uploads dist/release (made by npm run release) to WeChat as a version of this program.

  WECHAT_APPID              the app id
  WECHAT_UPLOAD_KEY         path of the upload key, from the admin pages of WeChat; this machine's address must be listed there
  MINIPROGRAM_CI            folder of the package miniprogram-ci: it brings a thousand packages, so it is no dependency.
                            npm install --prefix <folder> --ignore-scripts miniprogram-ci@2.1.42
                            puts it into <folder>/node_modules/miniprogram-ci
`

const { values } = parseArgs({
  options: { desc: { type: 'string', default: '' }, robot: { type: 'string', default: '1' } },
})
const { WECHAT_APPID: appid = '', WECHAT_UPLOAD_KEY: key = '', MINIPROGRAM_CI: folder = '' } = process.env
if (appid === '' || key === '' || folder === '') {
  process.stderr.write(usage)
  process.exit(1)
}

const ci = createRequire(import.meta.url)(resolve(folder)) as MiniprogramCi
const project = new ci.Project({
  appid,
  type: 'miniProgram',
  projectPath: resolve('dist/release'),
  privateKeyPath: resolve(key),
})
const { subPackageInfo = [] } = await ci.upload({
  project,
  version,
  desc: values.desc,
  robot: Number(values.robot),
  setting: { useProjectConfig: true },
  onProgressUpdate: () => undefined,
})
for (const { name, size } of subPackageInfo) process.stdout.write(`${name}: ${size} bytes\n`)
process.stdout.write(`uploaded as ${version}\n`)
