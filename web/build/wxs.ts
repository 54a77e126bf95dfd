/** What WXS knows without importing it, written once before all modules. */
export const wxsGlobals = `
var getDate = function () { return Reflect.construct(Date, arguments) };
var getRegExp = function (pattern, flags) { return new RegExp(pattern, flags) };
`

const words =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\.?\b(?:class|enum|export|extends|import|super)\b(?!\s*:)/g
const reserved = /^(?:class|enum|export|extends|import|super)$/

/**
 * WXS is not JavaScript: it lets a variable be called `class` (iview does), which JavaScript refuses. And it names
 * the file it requires with its ending, which the template compiler does not know it by.
 */
export function plainScript(source: string): string {
  return source
    .replace(words, (word) => (reserved.test(word) ? `${word}_` : word))
    .replace(/(require\(\s*['"][^'"]+)\.wxs(?=['"])/g, '$1')
}
