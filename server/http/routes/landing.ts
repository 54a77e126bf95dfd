import type { Routes } from './routes'

const page = `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>聊天室 · Chat room</title>
<h1>聊天室 · Chat room</h1>
<p>服务正在运行。 The server is running.</p>
<p><a href="/api/openapi.json">HTTP API</a></p>
`

/** `/`: tells a person who opens the address that there is a server. */
export function landingRoute(http: Routes): void {
  http.get('/', { schema: { hide: true } }, async (_request, reply) => {
    return reply.type('text/html; charset=utf-8').send(page)
  })
}
