import type { FrameStart, FromFrame, ToFrame, WorkerStart } from './protocol.ts'

/** What one worker may send before it is ended: well beyond what it sends unless it was tampered with. */
const MOST_MESSAGES = 2000
const MOST_CHARACTERS = 12_000_000

/**
 * The script of the sandbox page, whose origin is opaque and whose policy allows no connection. It starts the
 * worker and stands between it and the book: only text passes, and only so much of it.
 */
addEventListener('message', function start({ data, source, ports: [port] }: MessageEvent<FrameStart>) {
  if (source !== parent || !port) return
  removeEventListener('message', start)
  const tell = (message: FromFrame) => port.postMessage(message)

  const worker = new Worker(URL.createObjectURL(data.worker), { name: 'layerbook-cell' })
  const end = (why: 'flood' | 'failed') => {
    worker.onmessage = null
    worker.terminate()
    tell({ frame: why })
  }
  let messages = 0
  let characters = 0
  worker.onmessage = ({ data: text }: MessageEvent<unknown>) => {
    if (typeof text !== 'string') return
    messages += 1
    characters += text.length
    if (messages > MOST_MESSAGES || characters > MOST_CHARACTERS) end('flood')
    else tell(text)
  }
  worker.onerror = () => end('failed')
  port.onmessage = ({ data: message }: MessageEvent<ToFrame>) => {
    if (message === 'ping') tell({ frame: 'pong' })
    else worker.postMessage(message)
  }
  const first: WorkerStart = { wasm: data.wasm }
  worker.postMessage(first, [data.wasm])
})

// The one message that goes to the window, to say that this script listens; it carries nothing.
parent.postMessage('layerbook-sandbox', '*')
