/**
 * Experiments on the device: hold-out, interleaving, and a test that may be looked at any day.
 * @module penchant/experiments
 */
export {
  type Arm,
  createExperiment,
  type Experiment,
  type ExperimentOptions,
  type ExperimentResult,
} from './experiment.ts'
export {
  createInterleaving,
  type Interleaving,
  type InterleavingOptions,
  type InterleavingResult,
} from './interleaving.ts'
export {
  type ArmTotals,
  type SequentialTestOptions,
  type SequentialTestResult,
  sequentialTest,
} from './sequential-test.ts'
