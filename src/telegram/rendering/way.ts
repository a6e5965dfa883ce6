/** The pieces of a coach's way, to be put right one by one, and what is asked for in their place. */
import type { StyleItem } from '../../coaching/learning/corrections.ts'
import type { LearnedItem } from '../../coaching/learning/ports.ts'
import type { WayItem } from '../../coaching/learning/put-right.ts'
import { techniques } from '../../coaching/learning/vocabulary.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { shortened } from './learned.ts'
import { word } from './style.ts'
import { dayInWords } from './times.ts'

/** More nobody looks through on a phone. */
const listedAtMost = 20
/** What fits a button with what stands around it. */
const labelCharacters = 28

type Reader = { language: string; timezone: string }
type Shown = { text: string; buttons: ReplyButton[][] }

export function renderWays(items: readonly StyleItem[], language: string, texts: Texts): Shown {
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const label = ({ kind, counted, corrected }: StyleItem) => {
    if (kind === 'signature') return say('style-signature')
    const words = say('way-said', { words: shortened(corrected?.words ?? counted, labelCharacters) })
    return corrected?.words === null ? `✕ ${words}` : words
  }
  return {
    text: say('way-list'),
    buttons: [
      ...items
        .slice(0, listedAtMost)
        .map((item): ReplyButton[] => [
          { key: 'way-item-button', params: { item: label(item) }, action: 'way_show', subject: item.id },
        ]),
      [{ key: 'learned-list-button', action: 'learned_page', subject: 'newest' }],
    ],
  }
}

/** One of them, and what may be done with it. */
export function renderWay(found: WayItem, reader: Reader, texts: Texts): Shown {
  const { id } = found.item
  const button = (key: TextKey, action: ReplyButton['action'], subject = id): ReplyButton => ({ key, action, subject })
  if (found.kind === 'learning') {
    const { corrected } = found.item
    return {
      text: [...learningLines(found.item, reader, texts), ...(corrected ? [mark(reader, texts)] : [])].join('\n'),
      buttons: [
        [button('way-learning-button', 'way_ask')],
        [button('way-technique-button', 'way_name')],
        ...(corrected ? [[button('way-undo-button', 'way_undo')]] : []),
        [button('learned-list-button', 'learned_page', 'newest')],
      ],
    }
  }
  const { kind, corrected } = found.item
  const drops = kind !== 'signature' && corrected?.words !== null
  return {
    text: styleText(found.item, reader, texts),
    buttons: [
      [button('way-correct-button', 'way_ask'), ...(drops ? [button('way-drop-button', 'way_drop')] : [])],
      ...(corrected ? [[button('way-undo-button', 'way_undo')]] : []),
      [button('way-list-button', 'way_list', 'all')],
    ],
  }
}

/** What an answer to this message puts in the place of it. */
export function renderAskWords(found: WayItem, { language }: Reader, texts: Texts): Shown {
  const not: ReplyButton = { key: 'way-not-button', action: 'way_not', subject: found.item.id }
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  if (found.kind === 'learning')
    return {
      text: say('way-ask-learning', { words: shortened(found.item.answer) }),
      buttons: [[not]],
    }
  const { kind, counted, corrected } = found.item
  const words = shortened(corrected?.words ?? counted)
  return {
    text: kind === 'signature' ? say('way-ask-signature') : say('way-ask-said', { words }),
    buttons: [[not]],
  }
}

export function renderAskTechnique(item: LearnedItem, reader: Reader, texts: Texts): Shown {
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  const names = techniques.map(
    (name): ReplyButton => ({
      key: `technique-${name.replaceAll('_', '-')}` as TextKey,
      ...{ action: 'way_as', subject: `${item.id}.${name}` },
    }),
  )
  const pairs = Array.from({ length: Math.ceil(names.length / 2) }, (_, at) => names.slice(2 * at, 2 * at + 2))
  return {
    text: [...learningLines(item, reader, texts), say('way-ask-technique')].join('\n'),
    buttons: [...pairs, [{ key: 'way-not-button', action: 'way_not', subject: item.id }]],
  }
}

function learningLines(item: LearnedItem, reader: Reader, texts: Texts): string[] {
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  const { at, situation, technique, whyItWorked, answer } = item
  const what = { situation: word('situation', situation, say), technique: word('technique', technique, say) }
  return [
    say('style-learned', { date: dayInWords(at, reader), ...what, why: whyItWorked }).trim(),
    say('learned-answer', { words: shortened(answer) }),
  ]
}

function styleText({ kind, counted, n, corrected }: StyleItem, reader: Reader, texts: Texts): string {
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  const was = say('way-said', { words: counted })
  if (kind === 'signature')
    return corrected?.words
      ? [say('way-signature', { words: corrected.words }), mark(reader, texts)].join('\n')
      : say('way-signature-counted')
  if (!corrected) return say(`way-${kind}`, { words: was, times: n })
  if (corrected.words === null) return say('way-left-out', { words: was })
  return [
    say(`way-${kind}`, { words: say('way-said', { words: corrected.words }), times: n }),
    say('way-counted', { words: was }),
    mark(reader, texts),
  ].join('\n')
}

function mark({ language }: Reader, texts: Texts): string {
  return texts.render(language, 'way-corrected')
}
