import type { tf } from '@penchant/tensor'

/** Looks up a weight by its name. A matrix may be the base plus an adapter's low-rank part. */
export type Tensors = (name: string) => tf.Tensor

/** Multiplies by a mask of 0 and 1/(1−p); the identity when serving. */
export type Dropout = (x: tf.Tensor) => tf.Tensor
