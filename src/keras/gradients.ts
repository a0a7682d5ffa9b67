import { engine } from '@tensorflow/tfjs-core'

/** tfjs has one engine, and takes its time to hand it out. */
const ENGINE = engine()

/** Whether gradients are being taken, so that what is computed needs right ones. */
export const takingGradients = (): boolean => ENGINE.state.gradientDepth > 0

/** What tells one gradient computation from another: its tape. Null where no gradients are taken. */
export const gradientStep = (): unknown => (takingGradients() ? ENGINE.state.activeTape : null)

/** The innermost `tf.tidy` or op under way; null outside of all. */
export const activeScope = (): unknown => ENGINE.state.activeScope
