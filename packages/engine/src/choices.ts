import type { ChoiceRequest, ChoiceResponse, Interaction } from '@penchant/protocol'
import { checkChoice } from './check-choice.ts'
import { checkRequest } from './check-request.ts'
import { affinities, shown as afterShowing, choose, featuresOf, rewarded } from './choose.ts'
import { identifier } from './identifier.ts'
import type { InteractionStore } from './interaction-store.ts'
import type { ModelLoading } from './model-loading.ts'
import { recommend } from './recommend.ts'
import type { SlotStore } from './slot-store.ts'

/** What options are about is compared with this many items that the visitor likely wants. */
const LIKED = 100
/** Ids of choices begin with it. */
const CHOICE = 'choice:'

/** Which option a slot of the page shows, and what is learnt of how it was taken. */
export interface Choices {
  choose(given: ChoiceRequest): Promise<ChoiceResponse>
  /** Learns from what the visitor did in answer to a choice. */
  reward(interactions: readonly Interaction[]): Promise<void>
}

export interface ChoicesOptions {
  store: InteractionStore
  slots: SlotStore
  model: ModelLoading
  /** The visitor lets what is shown be learnt of. */
  mayLearn: () => boolean
}

export function createChoices({ store, slots, model, mayLearn }: ChoicesOptions): Choices {
  return {
    async choose(given) {
      const request = checkChoice(given)
      const { slot, options, device } = request
      await store.refresh().catch(() => {})
      const { history } = store
      const isAboutItems = options.some(({ about }) => about)
      const liked = isAboutItems
        ? await recommend(checkRequest({ count: LIKED }), model.serving, history)
        : { items: [] }
      const moment = { device, now: new Date(), history }
      const features = affinities(options, liked.items).map((affinity) => featuresOf(affinity, moment))
      const choice = choose(request, await slots.read(slot), features, Math.random())
      const id = CHOICE + identifier()
      const prior = options.find((option) => option.id === choice.option)?.prior
      if (mayLearn()) await slots.update([slot], (record) => afterShowing(record, id, choice, prior))
      return { id, slot, option: choice.option, propensity: choice.propensity, source: 'bandit' }
    },
    async reward(interactions) {
      const answers = new Set(interactions.flatMap(({ via }) => (via?.startsWith(CHOICE) ? via : [])))
      if (answers.size > 0) await slots.update('all', (record) => rewarded(record, answers))
    },
  }
}
