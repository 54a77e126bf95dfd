import type { AppConfig } from './graph'
import { noticesFile } from './notices'

/** The server puts its addresses here: JSON, escaped for an HTML attribute. */
export const configMarker = '%CHAT_CONFIG%'

export interface PageParts {
  app: AppConfig
  name: string
  /** The script that runs first. */
  framework: string
  /** The module that runs behind it, and those that it imports at once. */
  modules: string[]
  style: string
  build: string
}

/**
 * The one page of the web room. It holds no script and no style of its own, so a strict policy can stand. Its
 * text shows where no script runs, and, by the style sheet alone, when no script has removed it in time.
 */
export function indexHtml({ name, framework, modules, style, build }: PageParts): string {
  const [app, ...shared] = modules
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="mobile-web-app-capable" content="yes">
<meta name="chat-config" content="${configMarker}">
<meta name="build" content="${build}">
<title>${escapeHtml(name)}</title>
<link rel="license" href="${noticesFile}">
<link rel="manifest" href="manifest.webmanifest">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
${shared.map((module) => `<link rel="modulepreload" href="${module}">\n`).join('')}<script src="${framework}" defer></script>
<script src="${app}" type="module"></script>
</head>
<body>
<noscript><p class="wx-start">请打开 JavaScript，“${escapeHtml(name)}”才能使用。<br><span lang="en">${escapeHtml(name)} needs JavaScript. Please switch it on.</span></p></noscript>
<p class="wx-start wx-start-late" role="alert">页面没有打开：脚本被拦截，或没有加载完。请检查网络和拦截插件，然后重新加载。<br><span lang="en">The page did not open: its script was blocked, or did not arrive. Check the network and your content blocker, then reload.</span></p>
</body>
</html>
`
}

/** What makes the page installable. */
export function manifest(name: string): string {
  return JSON.stringify({
    name,
    short_name: name,
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ededed',
    theme_color: '#ededed',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  })
}

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#07c160"/><path fill="#fff" d="M32 14c-11 0-20 7.2-20 16 0 5 2.9 9.5 7.5 12.4L18 49l7.6-3.8c2 .5 4.2.8 6.4.8 11 0 20-7.2 20-16s-9-16-20-16z"/></svg>
`

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}
