import { LayerError, show } from './errors.ts'

/** Where a value stands: for error messages. */
export interface Where {
  readonly layer: string
  readonly param: string
}

/** A Keras object as configurations hold it. */
export interface SerializedObject {
  module?: string | null
  class_name: string
  config?: Record<string, unknown> | string | null
  registered_name?: string | null
}

/** The settings of an initializer, regularizer or constraint, read one by one and checked. */
export class Settings {
  readonly #given: Record<string, unknown>
  readonly #object: string
  readonly #where: Where
  readonly #hidden: string[] = []
  /** The settings as Keras's get_config gives them. */
  readonly read: Record<string, unknown> = {}

  constructor(given: Record<string, unknown>, object: string, where: Where) {
    this.#given = given
    this.#object = object
    this.#where = where
  }

  #refuse(
    code: `object-field-${'number' | 'integer' | 'positive' | 'choice' | 'missing'}`,
    values: Record<string, string | number>,
  ): never {
    const { layer, param } = this.#where
    throw new LayerError(code, layer, [param], { object: this.#object, ...values })
  }

  number(field: string, fallback: number, min = -Infinity): number {
    const value = this.#given[field] ?? fallback
    if (typeof value !== 'number' || !Number.isFinite(value) || value < min)
      this.#refuse('object-field-number', { field, min, value: show(value) })
    this.read[field] = value
    return value
  }

  positive(field: string, fallback: number): number {
    const value = this.#given[field] ?? fallback
    if (typeof value !== 'number' || !(value > 0))
      this.#refuse('object-field-positive', { field, value: show(value) })
    this.read[field] = value
    return value
  }

  choice<C extends string>(field: string, fallback: C, allowed: readonly C[], caseless = false): C {
    const given = this.#given[field] ?? fallback
    const value = caseless && typeof given === 'string' ? given.toLowerCase() : given
    if (!allowed.includes(value as C))
      this.#refuse('object-field-choice', { field, value: show(given), allowed: allowed.join(', ') })
    this.read[field] = value
    return value as C
  }

  /** One axis or several. */
  axis(field: string, fallback: number): number | number[] {
    const value = this.#given[field] ?? fallback
    const list = Array.isArray(value) ? value : [value]
    if (!list.every(Number.isInteger)) this.#refuse('object-field-integer', { field, value: show(value) })
    this.read[field] = value
    return value as number | number[]
  }

  /** A whole number, none, or a serialized SeedGenerator. */
  seed(): number | null {
    const given = this.#given['seed'] ?? null
    const generator = given as { class_name?: unknown; config?: { seed?: unknown } } | null
    const value = generator?.class_name === 'SeedGenerator' ? (generator.config?.seed ?? null) : given
    if (value !== null && !Number.isInteger(value))
      this.#refuse('object-field-integer', { field: 'seed', value: show(value) })
    this.read['seed'] = given
    return value as number | null
  }

  required(field: string): unknown {
    const value = this.#given[field]
    if (value === undefined) this.#refuse('object-field-missing', { field })
    this.read[field] = value
    return value
  }

  /** Keras takes the setting but leaves it out of get_config. */
  hide(field: string): void {
    delete this.read[field]
    this.#hidden.push(field)
  }

  /** Refuses what nobody asked for. */
  finish(): void {
    const known = [...Object.keys(this.read), ...this.#hidden]
    const field = Object.keys(this.#given).find((name) => !known.includes(name))
    if (field === undefined) return
    throw new LayerError('object-field-unknown', this.#where.layer, [this.#where.param], {
      object: this.#object,
      field,
      allowed: known.join(', ') || '–',
    })
  }
}

/** One class of a family: its Keras name, further names, and how to make it from settings. */
export interface ObjectClass<T> {
  readonly className: string
  readonly aliases?: readonly string[]
  /** A base class: known, but not worth naming to a reader. */
  readonly isBase?: boolean
  make(settings: Settings): T
}

/** A made object with what Keras's get_config would say of it. */
export interface Made<T> {
  readonly value: T
  serialize(): unknown
}

const snake = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()

export { snake as snakeCase }

/** A family of Keras objects (initializers, regularizers, constraints) that parameters refer to. */
export class ObjectFamily<T> {
  readonly #module: string
  readonly #byName = new Map<string, ObjectClass<T>>()
  readonly #shown: string[]

  constructor(module: string, classes: readonly ObjectClass<T>[]) {
    this.#module = module
    for (const one of classes)
      for (const name of [one.className, snake(one.className), ...(one.aliases ?? [])])
        this.#byName.set(name, one)
    this.#shown = classes.filter((one) => !one.isBase).map((one) => one.aliases?.[0] ?? snake(one.className))
  }

  /** The names to write in a configuration, one for each class. */
  get names(): readonly string[] {
    return this.#shown
  }

  /** From a name, a `{class_name, config}` object or a function. Refuses anything else. */
  resolve(value: unknown, where: Where): Made<T> {
    if (typeof value === 'function')
      return { value: value as T, serialize: () => (value as { name?: string }).name || 'function' }
    const { name, config } = this.#identify(value)
    const found = name === null ? undefined : this.#byName.get(name)
    if (!found)
      throw new LayerError('object-unknown', where.layer, [where.param], {
        value: show(value),
        allowed: this.#shown.join(', '),
      })
    const settings = new Settings(config, found.className, where)
    const made = found.make(settings)
    settings.finish()
    const read = settings.read
    const module = this.#module
    return {
      value: made,
      serialize: () => ({ module, class_name: found.className, config: { ...read }, registered_name: null }),
    }
  }

  #identify(value: unknown): { name: string | null; config: Record<string, unknown> } {
    if (typeof value === 'string') return { name: value, config: {} }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { name: null, config: {} }
    const object = value as Record<string, unknown>
    const name = object['class_name'] ?? object['className']
    const config = object['config'] ?? {}
    return typeof name === 'string' && typeof config === 'object'
      ? { name, config: config as Record<string, unknown> }
      : { name: null, config: {} }
  }
}
