import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const copied = /(^|\/)(iview|miniprogram_npm|node_modules)\//
const comment = /^\s*(\/?\*|\/\/)/

/** The lines of code in the scripts of folders that match, each with its file. What a build copies there is left out. */
export function linesWith(pattern: RegExp, ...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file) && !copied.test(file))
      .flatMap((file) =>
        readFileSync(join(folder, file), 'utf8')
          .split('\n')
          .filter((line) => !comment.test(line) && pattern.test(line))
          .map((line) => `${folder}/${file}: ${line.trim()}`),
      ),
  )
}
