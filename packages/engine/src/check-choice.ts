import type { ChoiceOption, ChoiceRequest } from '@penchant/protocol'
import { type ArmPrior, type ItemTest, matcher, parseFilter } from '@penchant/ranking'
import { deviceClass } from './device-class.ts'
import { fieldsOf, list, refuse, THE_REQUEST, text } from './request-fields.ts'

export interface CheckedChoice {
  slot: string
  options: { id: string; about: ItemTest | null; prior: ArmPrior | undefined }[]
  device: string
}

const MAX_OPTIONS = 50
const LONGEST_NAME = 200

/** Reads what the page sent. Throws `InvalidRequest` naming the field. */
export function checkChoice(given: unknown): CheckedChoice {
  const known = ['slot', 'options', 'context'] satisfies (keyof ChoiceRequest)[]
  const fields = fieldsOf(given, THE_REQUEST, known)
  const { options } = fields
  const remedy = `give 1 to ${MAX_OPTIONS} ids, or objects such as { id: "spring", filter: "price < 50" }`
  const listed = list(options, 'options', MAX_OPTIONS, remedy)
  if (listed.length === 0) refuse('options', options, remedy)
  const checked = listed.map((entry, i) => option(entry, `options[${i}]`))
  const seen = new Set<string>()
  for (const [i, { id }] of checked.entries()) {
    if (seen.has(id)) refuse(`options[${i}].id`, id, 'give each option once')
    seen.add(id)
  }
  const context = fieldsOf(fields.context ?? {}, 'context', ['device'])
  return {
    slot: name(fields.slot, 'slot'),
    options: checked,
    device: text(context.device ?? deviceClass(), 'context.device', 'give phone, tablet or desktop'),
  }
}

function name(value: unknown, field: string): string {
  const read = text(value, field, 'give a name')
  if (read === '' || read.length > LONGEST_NAME) refuse(field, value, `give a name of 1 to ${LONGEST_NAME} characters`)
  return read
}

function option(value: unknown, field: string): CheckedChoice['options'][number] {
  if (typeof value === 'string') return { id: name(value, field), about: null, prior: undefined }
  const known = ['id', 'filter', 'prior'] satisfies (keyof ChoiceOption)[]
  const { id, filter, prior } = fieldsOf(value, field, known)
  return {
    id: name(id, `${field}.id`),
    about:
      filter === undefined
        ? null
        : matcher(parseFilter(text(filter, `${field}.filter`, 'give an expression'), `${field}.filter`)),
    prior: prior === undefined ? undefined : priorOf(prior, `${field}.prior`),
  }
}

function priorOf(value: unknown, field: string): ArmPrior {
  const { shown, rewarded } = fieldsOf(value, field, ['shown', 'rewarded'])
  const isCount = (count: unknown): count is number => Number.isFinite(count) && (count as number) >= 0
  if (!isCount(shown)) refuse(`${field}.shown`, shown, 'give how often it was shown, from 0')
  if (!isCount(rewarded) || rewarded > shown) {
    refuse(`${field}.rewarded`, rewarded, 'give how often it was clicked, from 0 to `shown`')
  }
  return { shown, rewarded }
}
