import { expect, test } from 'vitest'
import { read } from '../read.ts'

test.each([
  ['job', "I'm going to quit my job right now."],
  ['job', "I'm quitting. Today."], // the time in a sentence of its own
  ['job', 'The letter is in my hand. I quit.'],
  ['job', 'I just resigned'],
  ['relationship', 'I signed the divorce papers this morning'],
  ['money', "Today I'm putting all my savings into this one stock"],
  ['health', 'I threw my antidepressants away an hour ago'],
  ['legal', 'I accept the settlement today'],
  ['life', "I'm dropping out of uni this week"],
  ['job', 'Acabo de presentar mi dimisión'],
  ['relationship', 'ya hice las maletas, lo dejo hoy'],
  ['job', 'Ich kündige. Heute.'],
  ['health', 'ich sage die operation heute ab'],
] as const)('a decision about %s, taken now: %s', (topic, text) => {
  expect(read(text)).toMatchObject({ topics: [topic], isImmediate: true })
})

test.each([
  ['job', 'I keep thinking about leaving my job.'],
  ['job', 'Someday I will quit my job and open a bakery'],
  ['money', 'I have a lot of debt'],
  ['relationship', 'If it gets worse, I leave my husband today'],
  ['legal', 'A lo mejor necesito un abogado'],
  ['relationship', 'wir reden viel über Scheidung'],
])('only spoken of, %s: %s', (topic, text) => {
  const { topics, isImmediate } = read(text)
  expect(topics).toContain(topic)
  expect(isImmediate).toBe(false)
})

test.each([
  "I'm quitting smoking today.",
  "I'm not going to quit my job today",
  'My boss quit today.',
  'I quit my job ten years ago',
  'in the series she resigns right now in front of everyone',
  '"I quit!" she shouted and left the room today',
  'the court case in the podcast today was wild',
  "I'm leaving work early today",
  'Hoy dejo de fumar.',
  'No voy a renunciar hoy',
  'Ich kündige heute nicht',
  'den handyvertrag habe ich heute endlich gekündigt',
  'Heute las ich von einem Mann, der seinen Job gekündigt hat',
])('no decision of theirs: %s', (text) => {
  expect(read(text)).toMatchObject({ topics: [], isImmediate: false })
})
