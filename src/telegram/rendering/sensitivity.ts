/** What a coach sees of `/sensitivity`: each sign in words, what always calls them, and what a choice would have done. */
import {
  type CountedOutcomes,
  presetSensitivity,
  type Sensitivity,
  sensitivityLevels,
  sensitivityPresetOf,
  sensitivityPresets,
  type WeighableSign,
  weighableSigns,
} from '../../coaching/handoff/sensitivity.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'

type Counts = {
  /** How many decisions were looked at. */
  of: number
  with(sensitivity: Sensitivity): CountedOutcomes
}
type Shown = { now: Sensitivity; opened: Sensitivity; counts: Counts; language: string; texts: Texts }

export function renderSensitivity({ now, before, opened, counts, language, texts }: Shown & { before: Sensitivity }) {
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(language, key, params)
  const preset = sensitivityPresetOf(now)
  const name = say(preset ? `sensitivity-${preset}` : 'sensitivity-own')
  const was = writeSensitivity(opened)
  const isChanged = writeSensitivity(before) !== writeSensitivity(now)
  const since = isChanged ? before : opened
  const lines = weighableSigns.map((sign) => `• ${say(signKey(sign))}: ${say(`sensitivity-is-${now[sign]}`)}`)
  const presets = sensitivityPresets.map((one): ReplyButton[] => [
    {
      key: `sensitivity-${one}-button`,
      params: { mark: one === preset ? '✓ ' : '' },
      action: 'set_sensitivity',
      subject: `preset.${one}.${was}`,
    },
  ])
  const signs = weighableSigns.map((sign): ReplyButton[] => [
    {
      key: 'sensitivity-sign-button',
      params: { sign: say(shortKey(sign)), level: say(`sensitivity-is-${now[sign]}`) },
      action: 'set_sensitivity',
      subject: `${sign}.show.${was}`,
    },
  ])
  const undo: ReplyButton[] = isChanged
    ? [
        {
          key: 'sensitivity-undo-button',
          action: 'set_sensitivity',
          subject: `undo.${writeSensitivity(before)}.${was}`,
        },
      ]
    : []
  const back: ReplyButton[] =
    was === writeSensitivity(now)
      ? []
      : [{ key: 'sensitivity-back-button', action: 'set_sensitivity', subject: `back.${was}.${was}` }]
  return {
    text: [
      say('sensitivity-now', { name }),
      [...lines, `• ${say('sensitivity-danger')}`].join('\n'),
      say('sensitivity-levels'),
      lookBack(),
      say('sensitivity-always'),
    ].join('\n\n'),
    buttons: [...presets, ...signs, [...undo, ...back]].filter((row) => row.length > 0),
  }

  function lookBack(): string {
    if (counts.of === 0) return say('sensitivity-no-messages')
    const then = counts.with(since)
    const { calls, offers } = counts.with(now)
    if (writeSensitivity(since) !== writeSensitivity(now))
      return say('sensitivity-would-change', { ...then, count: counts.of, callsNow: calls, offersNow: offers })
    const others = sensitivityPresets.flatMap((one) => {
      if (one === preset) return []
      const params = { name: say(`sensitivity-${one}`), ...counts.with(presetSensitivity(one)) }
      return `• ${say('sensitivity-would-with', params)}`
    })
    return [say('sensitivity-would', { count: counts.of, calls, offers }), ...others].join('\n')
  }
}

/** One sign, and what each choice would have done. */
export function renderSign({ sign, now, opened, counts, language, texts }: Shown & { sign: WeighableSign }) {
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(language, key, params)
  const was = writeSensitivity(opened)
  const choices = sensitivityLevels.map((level) => {
    const params = { name: say(`sensitivity-is-${level}`), ...counts.with({ ...now, [sign]: level }) }
    return `• ${say('sensitivity-would-with', params)}`
  })
  const would = counts.of === 0 ? [] : [[say('sensitivity-of-messages', { count: counts.of }), ...choices].join('\n')]
  const buttons = sensitivityLevels.map((level): ReplyButton => {
    const mark = now[sign] === level ? '✓ ' : ''
    const params = { mark, level: say(`sensitivity-is-${level}`) }
    return { key: 'sensitivity-level-button', params, action: 'set_sensitivity', subject: `${sign}.${level}.${was}` }
  })
  return {
    text: [say('sensitivity-how-much', { sign: say(signKey(sign)) }), ...would, say('sensitivity-levels')].join('\n\n'),
    buttons: [
      buttons.slice(0, 2),
      buttons.slice(2),
      [{ key: 'sensitivity-all-button', action: 'set_sensitivity', subject: `show.all.${was}` } satisfies ReplyButton],
    ],
  }
}

/** All of it in a few characters, for what a button carries: the place of each sign's level. */
export function writeSensitivity(sensitivity: Sensitivity): string {
  return weighableSigns.map((sign) => sensitivityLevels.indexOf(sensitivity[sign])).join('')
}

/** @returns undefined for what is none */
export function readSensitivity(written: string): Sensitivity | undefined {
  if (written.length !== weighableSigns.length) return undefined
  const read = { ...presetSensitivity('balanced') }
  for (const [at, sign] of weighableSigns.entries()) {
    const level = sensitivityLevels[Number(written[at])]
    if (!level) return undefined
    read[sign] = level
  }
  return read
}

function signKey(sign: WeighableSign) {
  return `sensitivity-sign-${sign === 'wants_human' ? 'wants-human' : sign}` as const
}

function shortKey(sign: WeighableSign) {
  return `sensitivity-short-${sign === 'wants_human' ? 'wants-human' : sign}` as const
}
