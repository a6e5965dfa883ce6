import type { Conversation } from './conversation.ts'
import { keyPhrase } from './phrase.ts'
import * as phrases from './phrases.ts'
import { gentleQuestions, openQuestions, stakesQuestions } from './questions.ts'
import { normalise, type Signals, wordsOf } from './signals.ts'

const greeting = /^(hi|hello|hey|good (morning|afternoon|evening)|hallo|hola|greetings)\b/
const thanking = /\b(thanks|thank you|thx|cheers)\b/
const leaving = /^(bye|goodbye|see you|good night|talk later|until next time)\b/
const agreeing = /^(yes|yeah|yep|yup|sure|ok|okay|right|exactly|true|definitely|of course|i do|i am|i will)\b/
const declining = /^(no|nope|nah|never|not really|i don't|i'm not|i won't)\b/
const unsure = /^(idk|dunno|maybe|perhaps|not sure|i don't know|don't know|no idea|hard to say)\b/
const aboutItself =
  /\b(are you|am i (talking|speaking|writing) (to|with)) (an? )?(real|human|ai|bot|robot|machine|person|computer)\b/
const asksBack = /\?\s*$/

/** Who feels like this is asked gently, whatever the method. */
const despair = -1

/** A short message holds little to mirror, and says what it says by its kind. */
const fewWords = 4

/**
 * What a coach's clone might say in a rehearsal: a few of the client's words back, then one open question in the spirit
 * of the coach's method. The same conversation always gets the same reply; nothing said before is said again while
 * there is something else to say.
 */
export function composeReply(conversation: Conversation, signals: Signals): string {
  return withNote(conversation, replyTo(conversation, signals))
}

/** That it is a rehearsal is said once in a conversation. */
export function withNote(conversation: Conversation, reply: string): string {
  const known = conversation.told.some((text) => text.includes(phrases.rehearsalNote))
  return known ? reply : `${reply}\n\n${phrases.rehearsalNote}`
}

function replyTo(conversation: Conversation, signals: Signals): string {
  const { unanswered, told, coachName } = conversation
  const text = normalise(unanswered)
  const few = wordsOf(text).length <= fewWords
  const pick = picker(text, told)

  if (signals.risk !== 'none') return phrases.inDanger
  if (signals.wantsHuman) return pick(phrases.callingHuman).replaceAll('{coach}', coachName ?? 'Your coach')
  if (aboutItself.test(text)) return pick(phrases.aboutItself)
  if (few && signals.stakes !== 'high') {
    const stock = stockFor(text)
    if (stock) return pick(stock)
  }

  const phrase = keyPhrase(unanswered)
  const say = (openers: readonly string[]) => fill(pick(openers, phrase), phrase)
  if (asksBack.test(text) && phrase) return say(phrases.returned)
  if (signals.stakes === 'high' && phrase) return `${say(phrases.stakesOpeners)} ${pick(stakesQuestions)}`
  const opener = phrase ? say(mirrorsFor(signals.sentiment)) : pick(phrases.unmirrored)
  return `${opener} ${pick(signals.sentiment <= despair ? gentleQuestions : questionsFor(conversation))}`
}

function stockFor(text: string): readonly string[] | undefined {
  if (thanking.test(text)) return phrases.thanks
  if (greeting.test(text)) return phrases.greetings
  if (leaving.test(text)) return phrases.farewells
  if (unsure.test(text)) return phrases.shortAnswers.unsure
  if (agreeing.test(text)) return phrases.shortAnswers.yes
  if (declining.test(text)) return phrases.shortAnswers.no
  // One or two words that are none of these ("hm", "work, mostly", an emoji) leave everything open.
  return wordsOf(text).length <= 2 ? phrases.shortAnswers.other : undefined
}

function mirrorsFor(sentiment: number): readonly string[] {
  if (sentiment <= -0.4) return phrases.mirrors.heavy
  return sentiment >= 0.4 ? phrases.mirrors.bright : phrases.mirrors.plain
}

/** A method with stages moves on every second answer and stays in its last. */
function questionsFor({ method, told }: Conversation): readonly string[] {
  if (!method) return openQuestions
  const stage = Math.min(Math.floor(told.length / 2), method.stages.length - 1)
  return method.stages[stage] ?? openQuestions
}

/** Chooses by the text, so that it varies and can be repeated; then passes over what the client has heard already. */
function picker(text: string, told: readonly string[]) {
  return (options: readonly string[], phrase?: string): string => {
    const start = hash(`${text}/${told.length}`) % options.length
    const turned = [...options.slice(start), ...options.slice(0, start)]
    const heard = (option: string) => {
      const needle = fill(option, phrase).split('{coach}').at(-1) ?? ''
      return told.some((earlier) => earlier.includes(needle))
    }
    return turned.find((option) => !heard(option)) ?? turned[0] ?? ''
  }
}

function fill(template: string, phrase: string | undefined): string {
  return template.replaceAll('{phrase}', () => phrase ?? '')
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return value
}
