/**
 * What the sandbox's worker has beside the language itself, and the names of the browser's things that the
 * libraries' types mention. What the sandbox refuses (fetch, WebSocket, storage) is left out.
 */
interface Console {
  log(...values: unknown[]): void
  info(...values: unknown[]): void
  warn(...values: unknown[]): void
  error(...values: unknown[]): void
  debug(...values: unknown[]): void
  table(data: unknown, columns?: readonly string[]): void
  assert(condition?: boolean, ...values: unknown[]): void
  time(label?: string): void
  timeEnd(label?: string): void
}
declare const console: Console

declare function setTimeout<A extends unknown[]>(
  callback: (...values: A) => void,
  milliseconds?: number,
  ...values: A
): number
declare function setInterval<A extends unknown[]>(
  callback: (...values: A) => void,
  milliseconds?: number,
  ...values: A
): number
declare function clearTimeout(id?: number): void
declare function clearInterval(id?: number): void
declare function requestAnimationFrame(callback: (milliseconds: number) => void): number
declare function cancelAnimationFrame(id: number): void
declare function queueMicrotask(callback: () => void): void
declare function structuredClone<T>(value: T): T
declare function atob(base64: string): string
declare function btoa(bytes: string): string

declare const performance: {
  /** Milliseconds since the worker began. */
  now(): number
  readonly timeOrigin: number
}

declare const crypto: {
  getRandomValues<T extends ArrayBufferView>(array: T): T
  randomUUID(): string
}

interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare const TextEncoder: { new (): TextEncoder }
interface TextDecoder {
  decode(bytes?: ArrayBuffer | ArrayBufferView): string
}
declare const TextDecoder: { new (label?: string): TextDecoder }

/** Pixels: four bytes each, red, green, blue, alpha, row by row. */
interface ImageData {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}
declare const ImageData: {
  new (width: number, height: number): ImageData
  new (data: Uint8ClampedArray, width: number, height?: number): ImageData
}

interface Node {
  readonly nodeType: number
}
interface Document extends Node {
  readonly nodeType: 9
}
interface Element extends Node {
  readonly tagName: string
  /** The element as text. */
  readonly outerHTML: string
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
}
interface HTMLElement extends Element {
  readonly innerHTML: string
}
interface SVGElement extends Element {
  readonly ownerSVGElement: SVGSVGElement | null
}
interface SVGSVGElement extends SVGElement {
  readonly viewBox: unknown
}
interface SVGMarkerElement extends SVGElement {
  readonly orientType: unknown
}
interface HTMLImageElement extends HTMLElement {
  readonly naturalWidth: number
}
interface HTMLVideoElement extends HTMLElement {
  readonly videoWidth: number
}
interface HTMLCanvasElement extends HTMLElement {
  readonly toBlob: unknown
}
interface HTMLSourceElement extends HTMLElement {
  readonly srcset: string
}
interface ImageBitmap {
  readonly width: number
  readonly height: number
  close(): void
}
interface CSSStyleDeclaration {
  [property: string]: string
}
interface CanvasPath {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  closePath(): void
  arc(x: number, y: number, radius: number, from: number, to: number, counterclockwise?: boolean): void
}

// Only named in signatures that have no use here.
interface RequestInit {
  method?: string
}
interface Response {
  readonly ok: boolean
}
interface ReadableStream {
  readonly locked: boolean
}
interface File {
  readonly name: string
}
interface IDBFactory {
  readonly databases: unknown
}
interface Storage {
  readonly length: number
}
interface Long {
  readonly high: number
  readonly low: number
}
interface WebGLTexture {
  readonly webgl: unknown
}
interface WebGLContextAttributes {
  alpha?: boolean
}
interface GPUBuffer {
  readonly mapState: unknown
}
interface GPUTexture {
  readonly mipLevelCount: number
}
