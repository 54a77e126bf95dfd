import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const jsonOf = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

describe.each(['.', 'bench/rivals'])('the dependencies of %s', (folder) => {
  it('have exact versions', () => {
    const { dependencies, devDependencies } = jsonOf(`${folder}/package.json`) as Manifest
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('are locked without the address of a registry, so that anybody may have another one', () => {
    const { packages } = jsonOf(`${folder}/package-lock.json`) as { packages: Record<string, object> }
    for (const locked of Object.values(packages)) expect(locked).not.toHaveProperty('resolved')
  })
})
