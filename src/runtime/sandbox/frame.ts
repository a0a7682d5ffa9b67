import type { FrameStart, FromFrame, ToFrame, WorkerStart } from './protocol.ts'

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
  const { messages, characters, seconds } = data.allowance
  // What was sent weighs less as time goes by, and after `seconds` nothing.
  const sent = { messages: 0, characters: 0, at: performance.now() }
  const isTooMuch = (length: number): boolean => {
    const now = performance.now()
    const kept = Math.max(0, 1 - (now - sent.at) / 1000 / seconds)
    sent.at = now
    sent.messages = sent.messages * kept + 1
    sent.characters = sent.characters * kept + length
    return sent.messages > messages || sent.characters > characters
  }
  worker.onmessage = ({ data: text }: MessageEvent<unknown>) => {
    if (typeof text !== 'string') return
    if (isTooMuch(text.length)) end('flood')
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
