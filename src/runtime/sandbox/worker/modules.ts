import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import * as core from '@tensorflow/tfjs-core'
import * as tfjsLayers from '@tensorflow/tfjs-layers'
import * as layerbook from '../../../keras/index.ts'
import { SourceError, unknownModule } from '../source.ts'
import type { CellScope } from '../transpile.ts'

type Namespace = Record<string, unknown>

/** As the package of this name joins them. */
const tf: Namespace = { ...core, ...tfjsLayers, version: { tfjs: core.version_core } }

const PLOT = '@observablehq/plot'
const modules: Record<string, Namespace | null> = {
  '@tensorflow/tfjs': tf,
  layerbook: { ...layerbook },
  [PLOT]: null,
}

export const moduleNames = Object.keys(modules)

/** The plot library comes with the programs that ask for it. */
export function providePlot(namespace: Namespace): void {
  modules[PLOT] = namespace
}

function find(name: string, line: number | null): Namespace {
  const found = Object.hasOwn(modules, name) ? modules[name] : null
  if (!found) throw unknownModule(name, moduleNames, line)
  return found
}

export const use: CellScope['use'] = (name, line, wanted) => {
  const module = find(name, line)
  for (const export_ of wanted) {
    if (export_ in module) continue
    throw new SourceError(
      'import-missing',
      `"${name}" has no export "${export_}"`,
      { line },
      { module: name, name: export_ },
    )
  }
  return module
}

export const load: CellScope['load'] = async (name) => find(String(name), null)
