import { splitSentences } from '../../coaching/knowledge/sentences.ts'
import { languageOfText } from '../../coaching/knowledge/words.ts'
import type { ModelMessage } from '../../coaching/ports.ts'
import { dayNamed } from './dates.ts'
import { situations } from './lexicon.ts'
import { type MemoryRule, memoryRules, summaryWords } from './memory-rules.ts'
import { normalise } from './signals.ts'

type Said = { label: string; day: string; words: string }
type Known = { label: string; kind: string; notes: string; text: string }

const messageLine = /^(m\d+) \(client, \w+ (\d{4}-\d{2}-\d{2})\): (.*)$/gm
const knownLine = /^(i\d+) \((\w+), ([^)]*)\): (.*)$/gm
/** Not the client's own words. */
const remark = /^\[(?:about: “[^”]*”|[a-z ]+)\]\s*/
const operationsAtMost = 12

/** A rehearsal of a memory: what was said first and last, and what a few plain sentences say of the client. */
export function sumUpSession(messages: readonly ModelMessage[]) {
  const text = messages.flatMap(({ role, content }) => (role === 'user' ? content : [])).join('\n')
  const said = [...text.matchAll(messageLine)].flatMap(({ 1: label = '', 2: day = '', 3: line = '' }): Said[] => {
    if (line.startsWith('[forwarded')) return []
    const words = line.replace(remark, '').trim()
    return words === '' ? [] : [{ label, day, words }]
  })
  const known = [...text.matchAll(knownLine)].map(([, label = '', kind = '', notes = '', words = '']): Known => {
    return { label, kind, notes, text: words }
  })
  const language = languageIn(text)
  const { one, two, state } = wordsFor(language)
  const [first, last] = [said.at(0), said.at(-1)].map((message) => shortened(message?.words ?? ''))
  const all = normalise(said.map(({ words }) => words).join(' '))
  return {
    summary: (first === last ? one : two).replace('$1', () => first ?? '').replace('$2', () => last ?? ''),
    topics: situations.filter(([, pattern]) => pattern.test(all)).map(([name]) => name.replace('_', ' ')),
    insights: [],
    action_items: [],
    emotional_state: state,
    breakthroughs: [],
    coach_interventions: [],
    operations: said.flatMap((message) => operationsOf(message, known, language)).slice(0, operationsAtMost),
  }
}

function operationsOf({ label, day, words }: Said, known: readonly Known[], clientLanguage: string) {
  const rules = memoryRules[languageOfText(words) ?? clientLanguage] ?? []
  return splitSentences(words).flatMap((sentence) => {
    const found = rules.map((rule) => ({ rule, match: rule.says.exec(sentence) })).find(({ match }) => match)
    if (!found?.match) return []
    const { rule, match } = found
    const text = textOf(rule, match)
    const until = dayNamed(sentence, day) ?? null
    const before = rule.replaces && known.find(({ kind, notes }) => isSameMatter(rule, kind, notes))
    const isSame = before && normalise(before.text) === normalise(text)
    return [
      {
        operation: before ? (isSame ? 'noop' : 'invalidate') : 'add',
        insight: before ? before.label : null,
        text,
        content: rule.content.kind === 'goal' ? { ...rule.content, targetDate: until } : rule.content,
        until: rule.replaces ? null : until,
        evidence: [{ message: label, quote: match[0].trim() }],
        rests_on: [],
      },
    ]
  })
}

function isSameMatter({ content }: MemoryRule, kind: string, notes: string): boolean {
  return kind === content.kind && notes.split(', ').includes(String(content['about']))
}

function textOf({ text }: MemoryRule, match: RegExpExecArray): string {
  const filled = text.replace(/\$(\d)/g, (_, place: string) => spokenOf(match[Number(place)]?.trim() ?? ''))
  return filled.charAt(0).toUpperCase() + filled.slice(1)
}

/** "again" and "now" are of the moment; "my" is theirs. */
function spokenOf(words: string): string {
  return words
    .replace(/\s+(?:again|now|de nuevo|otra vez|ahora|wieder|jetzt)$/iu, '')
    .replace(/\bmy\b/giu, 'their')
    .replace(/\bmyself\b/giu, 'themselves')
}

export function describeRelationship(messages: readonly ModelMessage[]) {
  const text = messages.flatMap(({ role, content }) => (role === 'user' ? content : [])).join('\n')
  const sessions = Number(/with (\d+) sessions/.exec(text)?.[1] ?? 0)
  const { rapport } = wordsFor(languageOfText(text.slice(text.indexOf('<sessions>'))) ?? 'en')
  return {
    phase: sessions < 4 ? 'discovery' : 'action',
    rapport: rapport.replace('$1', String(sessions)),
    style_adjustments: [],
    what_works: [],
    what_does_not: [],
    frameworks: [],
    milestones: [],
  }
}

function languageIn(text: string): string {
  return /writes in the language "([a-z]{2})/.exec(text)?.[1] ?? 'en'
}

function wordsFor(language: string) {
  const words = summaryWords[language] ?? summaryWords['en']
  if (!words) throw new Error('There are no words for a summary')
  return words
}

function shortened(words: string): string {
  const kept = words.split(' ').slice(0, 14).join(' ')
  return kept.length < words.length ? `${kept} …` : kept.replace(/[.!]+$/, '')
}
