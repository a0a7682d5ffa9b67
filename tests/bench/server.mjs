import { createServer } from 'node:http'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml',
}

/** Serves a folder as a static host does, with brotli, and counts the bytes it sent. */
export async function serve(folder) {
  const ready = new Map()
  let sent = 0
  const load = (path) => {
    let file = join(folder, normalize(decodeURIComponent(path)))
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html')
    if (!existsSync(file)) return null
    const body = readFileSync(file)
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    const small = type.startsWith('image/png')
      ? body
      : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    return { type, body: small, encoded: small !== body }
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (!ready.has(pathname)) ready.set(pathname, load(pathname))
    const found = ready.get(pathname)
    if (!found) return response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': found.type,
      'content-length': found.body.length,
      ...(found.encoded && { 'content-encoding': 'br' }),
    })
    sent += found.body.length
    response.end(found.body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close(),
    sent: () => sent,
  }
}
