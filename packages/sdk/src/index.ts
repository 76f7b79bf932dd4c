/**
 * The page’s entry: one personalizer a visitor.
 * @module penchant
 */
export type {
  BackendName,
  Boost,
  ChoiceOption,
  ChoiceRequest,
  ChoiceResponse,
  ConsentState,
  Device,
  EngineStatus,
  EventItem,
  EventName,
  EventParams,
  ExportedData,
  Inspection,
  Interaction,
  Item,
  ItemColumns,
  Manifest,
  Outlook,
  PersonalizerStatus,
  Pin,
  Reason,
  Recommendation,
  RecommendationKind,
  RecommendationResponse,
  RecommendationSource,
  RecommendRequest,
  Rule,
  RuleCondition,
  RuleEffect,
  ScoreParts,
  StoredInteraction,
  WhatIf,
} from '@penchant/protocol'
export type { ShopRequest } from './check-request.ts'
export { createPersonalizer } from './create-personalizer.ts'
export type { PenchantGlobal } from './install-global.ts'
export type { Personalizer, TrackedEvent } from './personalizer.ts'
export type { PersonalizerOptions } from './resolve-options.ts'
export type { Emit, Source } from './source.ts'
export type { SourceName } from './sources/source-names.ts'
