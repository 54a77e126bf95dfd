import { type AssociatedBackend, type CodeSpace, MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { acceptAria } from './aria'
import { WebBackend } from './backend'

/** Where glass-easel keeps the tags and components of this program, and by what it draws them. */
export interface Space {
  code: CodeSpace
  backend: AssociatedBackend
}

/** An empty space: the built-in tags and the components of the bundle are put into it. */
export function openSpace(): Space {
  acceptAria()
  const env = new MiniProgramEnv()
  const backend = env.associateBackend(new WebBackend())
  const code = env.createCodeSpace('', true)
  code.getComponentSpace().updateComponentOptions({ writeIdToDOM: true })
  return { code, backend }
}
