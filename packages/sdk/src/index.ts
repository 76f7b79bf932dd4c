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
  ConsentSignal,
  ConsentState,
  Device,
  EngineStatus,
  EventItem,
  EventName,
  EventParams,
  ExportedData,
  Forgettable,
  ImportReport,
  Inspection,
  Interaction,
  Item,
  ItemColumns,
  Manifest,
  Outlook,
  PersonalizerStatus,
  Pin,
  Purposes,
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
  StorageProblem,
  StoredInteraction,
  WhatIf,
} from '@penchant/protocol'
export type { ShopRequest } from './check-request.ts'
export type { Decision } from './consent-gate.ts'
export { createPersonalizer } from './create-personalizer.ts'
export type { PenchantGlobal } from './install-global.ts'
export type { Personalizer, TrackedEvent } from './personalizer.ts'
export type { PersonalizerOptions } from './resolve-options.ts'
export type { Emit, Source } from './source.ts'
export type { SourceName } from './sources/source-names.ts'
export type { ConsentBanner } from './watch-consent.ts'
