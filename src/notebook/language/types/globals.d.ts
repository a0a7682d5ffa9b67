/** What every cell of a notebook has without importing it. */

/**
 * A control that the cell shows. In the cell that makes it, it is this object; in all other cells its name stands
 * for its present value.
 */
interface Input<T> {
  /** The present value. */
  readonly value: T
  readonly [__inputValue]: T
}
declare const __inputValue: unique symbol

/** Shows a value below the cell. The same label again, in the same cell, takes the earlier one's place. */
declare function display(value: unknown, label?: string): void

/** A slider for a number. */
declare function slider(options?: {
  /** Smallest value. Default 0. */
  min?: number
  /** Largest value. Default 1. */
  max?: number
  /** Distance between two values. Default 1 between whole numbers, else a hundredth of the way. */
  step?: number
  /** Value at the start. Default: the middle. */
  value?: number
  /** What stands beside it. Default: the variable's name. */
  label?: string
}): Input<number>

/** A box for a number. */
declare function number(options?: {
  /** Smallest value. */
  min?: number
  /** Largest value. */
  max?: number
  /** Distance between two values. */
  step?: number
  /** Value at the start. */
  value?: number
  /** What stands beside it. Default: the variable's name. */
  label?: string
}): Input<number>

/** A list of which one is chosen. */
declare function select<const T>(
  /** What there is to choose from. */
  options: Iterable<T>,
  settings?: {
    /** Chosen at the start. Default: the first. */
    value?: T
    /** What stands beside it. Default: the variable's name. */
    label?: string
  },
): Input<T>

/** A switch: on is true, off is false. */
declare function toggle(options?: {
  /** Value at the start. */
  value?: boolean
  /** What stands beside it. Default: the variable's name. */
  label?: string
}): Input<boolean>

/** A line for text. */
declare function text(options?: {
  /** Value at the start. */
  value?: string
  /** What stands beside it. Default: the variable's name. */
  label?: string
  /** Shown while it is empty. */
  placeholder?: string
}): Input<string>

/** A button. Its value counts the presses, so that what uses it runs again at each. */
declare function button(label?: string): Input<number>

/** What a name stands for in the cells that do not make it. */
type __Value<T> = 0 extends 1 & T ? T : [T] extends [Input<infer V>] ? V : T
