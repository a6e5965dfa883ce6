/** A year of one client and her coach, made up from a seed: everyday talk, and here and there something that is asked for later. */
import { createRandom } from './figures.ts'
import type { Chat, RecallQuestion, Turn } from './recall-data.ts'

const client = 'Mira'
const coach = 'Tobias'
const weeks = 52
const dayMs = 86_400_000
const begin = Date.UTC(2025, 0, 6, 18)

const people = ['my father', 'my sister', 'my boss', 'my neighbour', 'my oldest friend', 'my son']
const deeds = [
  ['called', 'on the phone', 'about the house by the lake'],
  ['argued with', 'at dinner', 'about money'],
  ['made up with', 'after a long walk', 'about what was said at the wedding'],
  ['wrote a letter to', 'by hand', 'about the garden that was sold'],
  ['visited', 'in the hospital', 'about the operation'],
  ['cooked for', 'on Sunday', 'and we laughed about the burnt soup'],
]
const places = [
  'the old harbour',
  'a cabin in the woods',
  'the swimming hall',
  'the night train',
  'the museum cafe',
  'the allotment',
]
const feelings = ['proud', 'ashamed', 'relieved', 'torn', 'calm', 'furious', 'lonely', 'hopeful']
const habits = [
  'stretching',
  'writing three lines',
  'a cold shower',
  'breathing by counts',
  'a walk before breakfast',
  'no screen after nine',
]
const plans = [
  'apply for the team lead',
  'learn to sail',
  'sell the motorbike',
  'move to the coast',
  'adopt a greyhound',
  'give a talk in public',
]
const advice = [
  'write down the three worst outcomes',
  'ask for a week to think',
  'name the feeling before the fact',
  'rehearse it with a friend',
  'start with ten minutes',
  'sleep on it twice',
]
const everyday: [string, string][] = [
  ['It was a long week and I am tired.', 'What took most of your strength?'],
  ['Work was loud again, but I got through it.', 'How did you get through it?'],
  ['I slept badly and skipped my plan.', 'What would a smaller plan look like?'],
  ['The weekend was nice and too short.', 'What made it nice?'],
  ['I keep putting things off.', 'Which thing would be lightest to begin with?'],
  ['I did what we agreed on, mostly.', 'What helped you do it?'],
  ['I am not sure what I want to talk about.', 'What is on top right now?'],
]
const everydayAnswers = [
  'The meetings, I think.',
  'Just one step after the other.',
  'Maybe half of it.',
  'Being outside for a while.',
  'The small ones, I guess.',
  'Telling someone about it.',
  'I do not know yet.',
]

type Said = { isClient: boolean; text: string; answers?: string[] }
type Asked = Omit<RecallQuestion, 'evidence'>

/** @returns about 1,200 turns, and questions of each kind with the turns that answer them */
export function makeYear(seed: number): Chat {
  const random = createRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const turns: Turn[] = []
  const asked = new Map<string, Asked>()
  const evidence = new Map<string, Set<string>>()
  const events = [meeting, planning, keeping, sitting, nothing]

  for (let week = 0; week < weeks; week++)
    for (const weekday of [0, 3]) {
      const at = begin + (week * 7 + weekday) * dayMs
      const session = week * 2 + (weekday === 0 ? 1 : 2)
      const said = [...smallTalk(), ...pick(events)(at), ...smallTalk(), ...pick(events)(at)]
      for (const [place, { isClient, text, answers = [] }] of said.entries()) {
        const id = `${session}:${place}`
        turns.push({ id, session, isClient, text, at: new Date(at + place * 60_000) })
        for (const question of answers) evidence.set(question, (evidence.get(question) ?? new Set()).add(id))
      }
    }
  const questions = [...asked].map(([text, question]) => ({
    ...question,
    evidence: evidence.get(text) ?? new Set<string>(),
  }))
  const now = new Date(begin + (weeks * 7 + 1) * dayMs)
  return { name: `a year made from seed ${seed}`, client, coach, turns, questions, now }

  function meeting(at: number): Said[] {
    const [[deed = '', how = '', about = ''], who] = [pick(deeds), pick(people)]
    const theirs = who.replace('my', 'her')
    const told = ask(`What did ${client} tell in ${monthOf(at)} about the time she ${deed} ${theirs}?`, 'temporal')
    const felt = ask(`How did ${client} feel after she ${deed} ${theirs}?`, 'multi-hop')
    return [
      { isClient: true, text: `I ${deed} ${who} ${how} ${about}.`, answers: [told, felt] },
      { isClient: false, text: 'And how was that for you?' },
      {
        isClient: true,
        text: `I was ${pick(feelings)}, to be honest, and went to ${pick(places)} afterwards.`,
        answers: [felt],
      },
    ]
  }

  function planning(): Said[] {
    const plan = pick(plans)
    const wanted = ask(`When did ${client} say she would ${plan}?`, 'multi-hop')
    const advised = ask(`What did ${coach} advise when ${client} wanted to ${plan}?`, 'multi-hop')
    return [
      { isClient: false, text: 'If nothing could go wrong, what would you do?' },
      { isClient: true, text: `I would ${plan}.`, answers: [wanted] },
      { isClient: false, text: `Then ${pick(advice)} before you decide.`, answers: [advised] },
    ]
  }

  function keeping(at: number): Said[] {
    const habit = pick(habits)
    const kept = ask(`Which habit carried ${client} in ${monthOf(at)}?`, 'temporal')
    return [
      { isClient: false, text: `Which habit has carried you since ${pick(['we last spoke', 'last time', 'then'])}?` },
      { isClient: true, text: `${habit[0]?.toUpperCase()}${habit.slice(1)}, nearly every day.`, answers: [kept] },
    ]
  }

  function sitting(): Said[] {
    const [place, feeling] = [pick(places), pick(feelings)]
    const where = ask(`When was ${client} at ${place} and felt ${feeling}?`, 'single-hop')
    return [
      { isClient: true, text: `I sat at ${place} for an hour and felt ${feeling}.`, answers: [where] },
      { isClient: false, text: 'What did that feeling want to tell you?' },
    ]
  }

  function nothing(): Said[] {
    const who = pick(people)
    ask(`Which licence did ${who.replace('my', 'her')} renew in Reykjavik?`, 'never spoken of', false)
    return [{ isClient: true, text: `Nothing special with ${who} this time.` }]
  }

  function ask(text: string, category: string, isAnswerable = true): string {
    asked.set(text, { text, category, isAnswerable })
    return text
  }

  function smallTalk(): Said[] {
    const [says, asks] = pick(everyday)
    return [
      { isClient: true, text: says },
      { isClient: false, text: asks },
      { isClient: true, text: pick(everydayAnswers) },
    ]
  }
}

function monthOf(at: number): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(at)
}
