declare module 'virtual:layerbook-sandbox' {
  /** Addresses of what `src/runtime/sandbox/vite.ts` makes. */
  export const files: Readonly<Record<'worker.js' | 'kernel.js' | 'plot.js' | 'sandbox.html', string>>
}
