/** What the kernel uses of @observablehq/runtime 6, which brings no types. */
declare module '@observablehq/runtime' {
  export interface Observer {
    pending?(): void
    fulfilled?(value: unknown, name: string | null): void
    rejected?(error: unknown, name: string | null): void
  }
  export interface Variable {
    define(name: string, inputs: readonly string[], definition: (...inputs: never[]) => unknown): this
    delete(): this
  }
  export interface Module {
    variable(observer?: Observer): Variable
  }
  export class Runtime {
    constructor(builtins?: Readonly<Record<string, unknown>>)
    module(): Module
    _computeSoon(): Promise<void>
    _computeNow(): Promise<void>
  }
  /** An input that could not be had. `input` is its name. */
  export class RuntimeError extends Error {
    readonly input: string | undefined
  }
}
