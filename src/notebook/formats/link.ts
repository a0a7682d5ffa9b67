import { LIMITS, readNotebook, type Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'

/** Characters of the longest link: what browsers, chats and mails still carry. */
export const LINK_LIMIT = 100_000

/** Bytes of JSON that a link may unfold to. */
const JSON_LIMIT = LIMITS.total * 2

const PREFIX = '#n='
/** Of the form: base64url of a CRC-32 (4 bytes, the high one first) and the JSON it is of, as raw deflate. */
const VERSION = 'a'
const CHECKSUM = 4

/** Whether the fragment of an address claims to hold a notebook. */
export const isLink = (hash: string): boolean => hash.startsWith(PREFIX)

/**
 * The notebook as a fragment, `#n=…`.
 * @throws NotebookError `too-large` (`what`: `link`, or `json` for its text before compression): offer a file instead.
 */
export async function writeLink(notebook: Notebook): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(notebook))
  check('json', JSON_LIMIT, json.length)
  const deflated = await drain(through(json, new CompressionStream('deflate-raw')), Infinity)
  const bytes = new Uint8Array(CHECKSUM + deflated.length)
  new DataView(bytes.buffer).setUint32(0, crc32(deflated))
  bytes.set(deflated, CHECKSUM)
  const link = PREFIX + VERSION + toBase64(bytes)
  check('link', LINK_LIMIT, link.length)
  return link
}

/**
 * The notebook in a fragment that `writeLink` made. Its cells keep their ids; it is the caller that makes it a copy.
 * @throws NotebookError `damaged` (`detail`), `too-large`.
 */
export async function readLink(hash: string): Promise<Notebook> {
  check('link', LINK_LIMIT, hash.length)
  if (!isLink(hash)) throw damaged('#n=')
  const version = hash.charAt(PREFIX.length)
  if (version !== VERSION) throw damaged(`version ${JSON.stringify(version)}`)
  const bytes = fromBase64(hash.slice(PREFIX.length + 1))
  if (bytes === null || bytes.length <= CHECKSUM) throw damaged('base64')
  const deflated = bytes.subarray(CHECKSUM)
  if (new DataView(bytes.buffer).getUint32(0) !== crc32(deflated)) throw damaged('CRC-32')
  return readNotebook(await unfold(deflated))
}

async function unfold(deflated: Uint8Array<ArrayBuffer>): Promise<unknown> {
  try {
    const json = await drain(through(deflated, new DecompressionStream('deflate-raw')), JSON_LIMIT)
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
  } catch (error) {
    throw error instanceof NotebookError ? error : damaged('deflate, JSON')
  }
}

const damaged = (detail: string) => new NotebookError('damaged', { detail })

function check(what: 'link' | 'json', limit: number, actual: number): void {
  if (actual > limit) throw new NotebookError('too-large', { what, limit, actual })
}

const through = (
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> => new Blob([bytes]).stream().pipeThrough(stream)

/** All bytes of a stream, which is left as soon as it gives more than `limit`. */
async function drain(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    if (length > limit) {
      await reader.cancel()
      check('json', limit, length)
    }
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return ~crc >>> 0
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  // An argument for each byte of a long list would overflow the stack.
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  } catch {
    return null
  }
}
