/**
 * Hyper-parameter search for any TypeScript project.
 * @module @penchant/tune
 */
export { createStudy, type StudyOptions } from './create-study.ts'
export { importances } from './importance.ts'
export { type Objective, type RunningTrial, TrialInterrupted, TrialLost, TrialPruned } from './objective.ts'
export {
  type CategoricalParameter,
  type Choice,
  type ConditionalParameter,
  categorical,
  type FloatParameter,
  float,
  type IntParameter,
  int,
  type Parameter,
  when,
} from './parameter.ts'
export { hypervolume, paretoFront } from './pareto-front.ts'
export { type HyperbandOptions, hyperband } from './pruners/hyperband.ts'
export { medianPruner } from './pruners/median.ts'
export type { Pruner } from './pruners/pruner.ts'
export { type SuccessiveHalvingOptions, successiveHalving } from './pruners/successive-halving.ts'
export { type GpOptions, gpSampler } from './samplers/gp.ts'
export { gridSampler } from './samplers/grid.ts'
export { type ParzenEstimator, parzenEstimator } from './samplers/parzen-estimator.ts'
export { quasiRandomSampler } from './samplers/quasi-random.ts'
export { randomSampler } from './samplers/random.ts'
export type { Question, Sampler } from './samplers/sampler.ts'
export { type TpeOptions, tpeSampler } from './samplers/tpe.ts'
export { type Dimension, dimensions, type Params, type Space, type Values } from './space.ts'
export { littleToGain, noImprovement, type Stopping } from './stopping.ts'
export type { Ask, OptimizeOptions, Outcome, Study } from './study.ts'
export type { Direction, Observation, Report, Trial, TrialState } from './trial.ts'
export { memoryLog, type TrialLog, type TrialRecord } from './trial-log.ts'
