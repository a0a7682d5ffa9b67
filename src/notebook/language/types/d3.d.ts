/** What the plot library's types take from d3. */
export interface CurveGenerator {
  lineStart(): void
  lineEnd(): void
  point(x: number, y: number): void
}
export type CurveFactory = (context: CanvasPath) => CurveGenerator
export interface SymbolType {
  draw(context: CanvasPath, size: number): void
}
export interface GeoStream {
  point(x: number, y: number, z?: number): void
  lineStart(): void
  lineEnd(): void
  polygonStart(): void
  polygonEnd(): void
  sphere?(): void
}
export interface GeoStreamWrapper {
  stream(stream: GeoStream): GeoStream
}
/** GeoJSON. */
export interface GeoPermissibleObjects {
  readonly type: string
}
export type GeoPath = (object: GeoPermissibleObjects) => string | null
