import { newCell, type Notebook } from '../../src/notebook/document.ts'
import type { Translate } from '../site/strings.ts'

/** What a reader finds who never was here: a few cells that show how cells follow one another. */
export const firstNotebook = (t: Translate): Notebook => ({
  title: t('notebook.first.title'),
  cells: [
    newCell('markdown', t('notebook.first.text')),
    newCell(
      'code',
      `const units = slider({ min: 1, max: 8, step: 1, value: 3, label: '${t('notebook.first.label')}' })`,
    ),
    newCell(
      'code',
      `import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.tensor([[1, 2, 3]])
const layer = layers.dense({ units })
const y = layer.apply(x)

display(y, 'y')
layer`,
    ),
  ],
})
