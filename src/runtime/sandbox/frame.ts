import type { FrameStart, FromFrame, ToFrame, WorkerStart } from './protocol.ts'

/**
 * The script of the sandbox page, whose origin is opaque and whose policy allows no connection. It starts one worker
 * at a time and stands between it and the book: only text passes, and only so much of it.
 */
function start({ worker: script, wasm, allowance }: FrameStart, port: MessagePort): () => void {
  const tell = (message: FromFrame) => port.postMessage(message)
  const url = URL.createObjectURL(script)
  const worker = new Worker(url, { name: 'layerbook-cell' })
  const end = () => {
    worker.onmessage = null
    worker.onerror = null
    port.onmessage = null
    worker.terminate()
    URL.revokeObjectURL(url)
  }
  const fail = (why: 'flood' | 'failed') => {
    end()
    tell({ frame: why })
  }
  // What was sent weighs less as time goes by, and after `seconds` next to nothing.
  const sent = { messages: 0, characters: 0, at: performance.now() }
  const isTooMuch = (length: number): boolean => {
    const now = performance.now()
    const kept = Math.exp(-(now - sent.at) / 1000 / allowance.seconds)
    sent.at = now
    sent.messages = sent.messages * kept + 1
    sent.characters = sent.characters * kept + length
    return sent.messages > allowance.messages || sent.characters > allowance.characters
  }
  worker.onmessage = ({ data: text }: MessageEvent<unknown>) => {
    if (typeof text !== 'string') return
    if (isTooMuch(text.length)) fail('flood')
    else tell(text)
  }
  worker.onerror = () => fail('failed')
  port.onmessage = ({ data: message }: MessageEvent<ToFrame>) => {
    if (message === 'ping') tell({ frame: 'pong' })
    else if (message === 'end') end()
    else worker.postMessage(message)
  }
  const first: WorkerStart = { wasm }
  worker.postMessage(first, [wasm])
  return end
}

let end: (() => void) | null = null
addEventListener('message', ({ data, source, ports: [port] }: MessageEvent<FrameStart>) => {
  if (source !== parent || !port) return
  end?.()
  end = start(data, port)
})

// The one message that goes to the window, to say that this script listens; it carries nothing.
parent.postMessage('layerbook-sandbox', '*')
