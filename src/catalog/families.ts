/**
 * The families of `keras.layers`, in the order in which the book shows them. A family's id is the name of
 * its folder under content/layers and of its key `families.<id>` in the interface strings.
 */
export const families = [
  'core',
  'activation',
  'convolution',
  'pooling',
  'recurrent',
  'attention',
  'normalization',
  'regularization',
  'reshaping',
  'merging',
  'preprocessing',
  'wrapper',
  'backend-specific',
] as const

export type Family = (typeof families)[number]
