import type { Tensor } from '@tensorflow/tfjs-core'

/** Looks up a weight by its name. A matrix may be the base plus an adapter's low-rank part. */
export type Tensors = (name: string) => Tensor

/** Multiplies by a mask of 0 and 1/(1−p); the identity when serving. */
export type Dropout = (x: Tensor) => Tensor
