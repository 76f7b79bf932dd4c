import { categorical, float, int, type Space, type Values } from '@penchant/tune'

/** A function whose smallest value is known. */
export interface TestFunction {
  name: string
  space: Space
  /** How far from the optimum. */
  regret(values: Values): number
}

const HARTMANN_A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
]
const HARTMANN_P = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]
const HARTMANN_C = [1, 1.2, 3, 3.2]

/**
 * `mixed` stands for a training run: the best learning rate hangs on the optimizer, the best dropout on the number of
 * layers, and a wrong loss, optimizer or encoder costs what no other parameter makes good. Its scale is such that
 * random search is at about 0.21 after a hundred trials.
 */
const OPTIMIZERS = { adam: { cost: 0, rate: -2.7 }, adagrad: { cost: 0.1, rate: -1.4 }, sgd: { cost: 0.24, rate: -1 } }
const LOSSES = { softmax: 0, bce: 0.16, bpr: 0.28 }
const ENCODERS = { attention: 0, gru: 0.1, mean: 0.32 }

export const FUNCTIONS: readonly TestFunction[] = [
  {
    name: 'Branin',
    space: { x: float(-5, 10), y: float(0, 15) },
    regret(values) {
      const [x, y] = [values.x as number, values.y as number]
      const bend = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6
      return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.39788735772973816
    },
  },
  {
    name: 'Hartmann-6',
    space: Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`x${i}`, float(0, 1)])),
    regret(values) {
      const sums = HARTMANN_A.map((row, i) =>
        row.reduce((sum, a, j) => sum + a * ((values[`x${j}`] as number) - HARTMANN_P[i][j]) ** 2, 0),
      )
      return 3.322368011415515 - sums.reduce((sum, each, i) => sum + HARTMANN_C[i] * Math.exp(-each), 0)
    },
  },
  {
    name: 'mixed',
    space: {
      rate: float(1e-5, 1e-1, { log: true }),
      layers: int(1, 8),
      dropout: float(0, 0.6),
      optimizer: categorical(['adam', 'adagrad', 'sgd']),
      loss: categorical(['softmax', 'bce', 'bpr']),
      encoder: categorical(['attention', 'gru', 'mean']),
    },
    regret(values) {
      const { cost, rate } = OPTIMIZERS[values.optimizer as keyof typeof OPTIMIZERS]
      const layers = values.layers as number
      const bowl =
        0.4 * (Math.log10(values.rate as number) - rate) ** 2 +
        0.032 * (layers - 3) ** 2 +
        3.2 * ((values.dropout as number) - 0.1 - 0.05 * layers) ** 2
      return (
        bowl + cost + LOSSES[values.loss as keyof typeof LOSSES] + ENCODERS[values.encoder as keyof typeof ENCODERS]
      )
    },
  },
]
