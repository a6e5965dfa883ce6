/** A rehearsal of an analysis: by lists of words and by what can be counted, in three languages. It explains nothing. */

import { languageOfText } from '../../coaching/knowledge/words.ts'
import { type ModelAnalysis, successOf } from '../../coaching/learning/analysis.ts'
import { countEmojis, countStyle, sentencesOf, wordsOf } from '../../coaching/learning/count-style.ts'
import {
  type Energy,
  type Formality,
  type Move,
  type Pace,
  type Situation,
  situations,
  type Technique,
  type Tone,
} from '../../coaching/learning/vocabulary.ts'
import type { ModelMessage } from '../../coaching/ports.ts'
import { kindOf } from './analysis/kind.ts'
import { type AnalysisLexicon, analysisLexicon, readSentence, valuesIn } from './analysis/lexicon.ts'
import { type DoneSentence, readMoves, techniqueOfMove } from './analysis/moves.ts'

/** Where the sentences alone say more, their moves do. */
const techniqueOfKind = {
  question: 'question',
  reflection: 'reflection',
  input: 'direct_advice',
  none: undefined,
} as const
const phraseWords = { atLeast: 3, atMost: 8 }

export function analyseIntervention(messages: readonly ModelMessage[]): ModelAnalysis {
  const prompt = messages.flatMap(({ role, content }) => (role === 'user' ? content : [])).join('\n')
  const said = [...linesIn(prompt, 'before').map(asClients), ...linesIn(prompt, 'intervention')]
  const texts = wordsFrom('human', said)
  const told = wordsFrom('client', said)
  const after = wordsFrom('client', linesIn(prompt, 'after'))
  const language = /writes in the language "([a-z]{2})/.exec(prompt)?.[1]
  const lexicon = analysisLexicon(languageOfText(texts.join('\n')) ?? language)
  const ofClient = analysisLexicon(languageOfText([...told, ...after].join('\n')) ?? language)

  const done = texts.flatMap((text) => readMoves(text, lexicon.language))
  const techniques = techniquesOf(done, carriedBy(said, lexicon))
  const situation = situationOf(told, ofClient)
  const outcome = outcomeOf(after, ofClient)
  const reaction = outcome?.client_reaction
  return {
    style: styleOf(texts, lexicon),
    techniques,
    framework: mostFrequent(valuesIn(lexicon.frameworks, readSentence(texts.join(' '), lexicon))) ?? null,
    structure: structureOf(done),
    key_phrases: phrasesOf(done),
    metaphor: done.find(({ text, moves: did }) => did.includes('tell_story') && text.length <= 200)?.text ?? null,
    emotional_handling: `Not weighed: a rehearsal; it mostly shows ${spoken(techniques[0] ?? 'reflection')}.`,
    situation,
    situation_summary: `Something to do with: ${spoken(situation)}.`,
    outcome,
    why_it_worked:
      reaction === 'positive' || reaction === 'transformative'
        ? `The client took ${spoken(techniques[0] ?? 'it')} well.`
        : '',
    applicable_to_similar: reaction !== 'negative',
    transferable_to_others: situation === 'other' ? 0.3 : 0.5,
    confidence: 0.4,
    replication_value: reaction ? successOf[reaction] : 0.5,
  }
}

type Line = { who: 'client' | 'AI' | 'human'; words: string }

function linesIn(prompt: string, tag: 'before' | 'intervention' | 'after'): Line[] {
  const within = prompt.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? ''
  return within.split('\n').flatMap((line) => {
    const [, who, words] = /^(client|AI|human)(?:, [^:]*)?: (.*)$/.exec(line) ?? []
    // A photo or a sticker alone says nothing.
    return who && words && !/^\[[a-z ]+\]$/.test(words) ? [{ who: who as Line['who'], words }] : []
  })
}

/** What the human wrote before the run is not what is analysed. */
function asClients({ who, words }: Line): Line {
  return { who: who === 'human' ? 'AI' : who, words }
}

function wordsFrom(wanted: Line['who'], lines: readonly Line[]): string[] {
  return lines.flatMap(({ who, words }) => (who === wanted ? words : []))
}

/** Which technique carries each of the human's messages, and how many words that is. */
function carriedBy(said: readonly Line[], { language }: AnalysisLexicon): [Technique, number][] {
  const before = { client: '', own: '' }
  return said.flatMap(({ who, words }): [Technique, number][] => {
    if (who === 'client') before.client = words
    if (who !== 'human') return []
    const technique = techniqueOfKind[kindOf(words, before, language)]
    before.own = words
    return technique ? [[technique, wordsOf(words).length]] : []
  })
}

/** What most of the words do comes first. */
function techniquesOf(done: readonly DoneSentence[], carried: readonly [Technique, number][]): Technique[] {
  const weights = new Map<Technique, number>()
  const add = (technique: Technique, words: number) => weights.set(technique, (weights.get(technique) ?? 0) + words)
  for (const { moves, words } of done) {
    for (const move of moves) {
      const technique = techniqueOfMove[move]
      if (technique) add(technique, words)
    }
  }
  for (const [technique, words] of carried) add(technique, words)
  const found = [...weights].sort(([, one], [, other]) => other - one).map(([technique]) => technique)
  return found.length > 0 ? found.slice(0, 5) : ['silence']
}

function structureOf(done: readonly DoneSentence[]): Move[] {
  const made = done.flatMap(({ moves: did }) => did).filter((move, at, all) => move !== all[at - 1])
  const asEnd = made.lastIndexOf('close')
  // Taking leave is the end of it, wherever else it seems to stand.
  const inOrder = made.filter((move, at) => move !== 'close' || at === asEnd)
  return inOrder.length > 0 ? inOrder.slice(0, 8) : ['acknowledge']
}

function phrasesOf(done: readonly DoneSentence[]): string[] {
  const telling = done.filter(
    ({ text, words, moves: did }) =>
      words >= phraseWords.atLeast &&
      words <= phraseWords.atMost &&
      text.length <= 120 &&
      did.length > 0 &&
      !/\p{N}/u.test(text),
  )
  return [...new Set(telling.map(({ text }) => text.replace(/[.!?…\s]+$/u, '')))].slice(0, 5)
}

function styleOf(texts: readonly string[], lexicon: AnalysisLexicon): ModelAnalysis['style'] {
  const { words, sentences, exclamations, emojis, messages } = countStyle(texts, [])
  const manners = valuesIn(lexicon.manners, readSentence(texts.join('\n'), lexicon))
  const count = (manner: (typeof manners)[number]) => manners.filter((one) => one === manner).length
  const share = (manner: (typeof manners)[number]) => count(manner) / Math.max(1, words)
  const sentenceWords = words / Math.max(1, sentences)
  const isSlow = share('slow') > 0.04
  const isLively = (exclamations + emojis) / Math.max(1, sentences) >= 0.4

  const isFast = sentenceWords < 5 || (messages >= 3 && sentenceWords < 8)
  const pace: Pace = isSlow ? 'slow' : isFast ? 'fast' : 'steady'
  const isCasual = count('casual') + emojis > count('formal')
  const formality: Formality = isCasual ? 'casual' : share('formal') > 0.04 ? 'formal' : 'neutral'
  const trailsOff = texts.some((text) => /…|\.\.\./u.test(text))
  const energy: Energy = isLively ? 'high' : isSlow || trailsOff ? 'low' : 'medium'
  return { tone: toneOf(texts, lexicon), pace, formality, energy }
}

/** Direct where nothing else shows. */
function toneOf(texts: readonly string[], lexicon: AnalysisLexicon): Tone {
  const text = texts.join('\n')
  const found = valuesIn(lexicon.tones, readSentence(text, lexicon))
  const smiles = (text.match(/[😀-😎😜😝😆😂🤣😉🤪]|[:;]-?[)DP]/gu) ?? []).length
  const playful = Array.from({ length: smiles }, () => 'playful' as const)
  const hearts = Math.min(1, countEmojis(text) - smiles) > 0 ? (['empathetic'] as const) : []
  return mostFrequent([...found, ...playful, ...hearts]) ?? 'direct'
}

/** What the client spoke of most, danger before all else. */
function situationOf(told: readonly string[], lexicon: AnalysisLexicon): Situation {
  const found = told.flatMap((text, at) => {
    const values = valuesIn(lexicon.situations, readSentence(text, lexicon))
    // What was said last is what was answered.
    return at === told.length - 1 ? [...values, ...values] : values
  })
  if (found.includes('crisis')) return 'crisis'
  const counts = Map.groupBy(found, (value) => value)
  const most = Math.max(0, ...[...counts.values()].map(({ length }) => length))
  return situations.find((situation) => most > 0 && counts.get(situation)?.length === most) ?? 'other'
}

function outcomeOf(after: readonly string[], lexicon: AnalysisLexicon): ModelAnalysis['outcome'] {
  if (after.every((text) => wordsOf(text).length === 0 && countEmojis(text) === 0)) return null
  const sentences = after.flatMap(sentencesOf).map((text) => readSentence(text, lexicon))
  const reactions = sentences.flatMap((sentence) => {
    const found = valuesIn(lexicon.reactions, sentence)
    // "That does not help, thanks": what is denied outweighs what is polite.
    return found.includes('negative') && !found.includes('transformative') ? ['negative' as const] : found
  })
  const all = (kind: (typeof reactions)[number]) => reactions.filter((one) => one === kind).length
  const hearts = after.filter((text) => /[❤🙏😊🥰😌💪👍🎉💛💙🧡💚💜🤍]/u.test(text)).length
  const reaction =
    all('transformative') > 0 && all('negative') <= all('transformative')
      ? 'transformative'
      : all('negative') > all('positive') + hearts
        ? 'negative'
        : all('positive') + hearts > 0
          ? 'positive'
          : 'neutral'
  const has = <T>(index: Parameters<typeof valuesIn<T>>[0]) =>
    sentences.flatMap((sentence) => valuesIn(index, sentence))
  const shift = mostFrequent(has(lexicon.shifts)) ?? 'none'
  const resolved = has(lexicon.resolutions)
  const followed = has(lexicon.followed)
  return {
    client_reaction: reaction,
    conversation_shift: reaction === 'negative' && shift !== 'deeper' ? 'away' : shift,
    resolution:
      reaction === 'negative'
        ? 'open'
        : resolved.includes('resolved')
          ? 'resolved'
          : resolved.includes('partly')
            ? 'partly'
            : 'open',
    follow_through: followed.includes(false) ? false : followed.includes(true) ? true : null,
  }
}

/** The first of those that are named most often. */
function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, { length }]) => ({ value, length }))
  return counts.sort((one, other) => other.length - one.length)[0]?.value
}

function spoken(word: string): string {
  return word.replaceAll('_', ' ')
}
