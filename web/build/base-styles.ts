import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const runtime = join(dirname(fileURLToPath(import.meta.url)), '..', 'runtime')

/** The sheets of the runtime. Of two rules of the same weight the later one wins, so the order matters. */
const sheets = [
  'browser/frame.css',
  'pages/page.css',
  'builtins/tags.css',
  'builtins/controls/button.css',
  'builtins/controls/text-field.css',
  'builtins/controls/controls.css',
  'builtins/scroll/scroll.css',
  'overlays/overlays.css',
  'browser/motion.css',
]

/** How the frame, WeChat's own tags and its dialogs look: it comes before the styles of the mini-program. */
export function baseStyles(): string {
  return sheets.map((sheet) => readFileSync(join(runtime, sheet), 'utf8')).join('\n')
}
