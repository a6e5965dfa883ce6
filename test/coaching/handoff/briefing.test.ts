import { expect, test } from 'vitest'
import { type BriefingAnswer, supportedLines } from '../../../src/coaching/handoff/briefing.ts'
import type { StoredMessage } from '../../../src/coaching/ports.ts'

const said = (id: string, senderType: StoredMessage['senderType'], content: string): StoredMessage => ({
  ...{ id, senderType, content, seq: 1, senderId: 'x', senderName: 'x', kind: 'text', visibility: 'shared' },
  ...{ file: undefined, telegram: undefined, metadata: {}, sentAt: new Date(0), editedAt: undefined },
})

const messages = [
  said('a', 'client', 'My boss wants me in on Sundays. I can’t say no to her!'),
  said('b', 'ai', 'What would a *small* no look like?'),
  said('c', 'client', 'I said “never again”, and then I went.'),
]

const line = (text: string, ...labels: string[]) => ({ text, messages: labels })
const answer = (parts: Partial<BriefingAnswer>): BriefingAnswer => ({
  wants: [],
  tried: [],
  matters: [],
  opening: line(''),
  ...parts,
})

test.each<[string, Partial<BriefingAnswer>, string[]]>([
  ['a line with the messages it rests on', { wants: [line('To say no to her boss', 'm1')] }, ['To say no to her boss']],
  ['none without a message', { wants: [line('To say no to her boss')] }, []],
  ['none with a message that does not exist', { wants: [line('To say no', 'm4')] }, []],
  ['none with one of several that does not exist', { wants: [line('To say no', 'm1', 'm99')] }, []],
  ['none with what is no label', { wants: [line('To say no', 'm0')], tried: [line('A no', 'the first', '1e0')] }, []],
  ['labels in brackets', { tried: [line('A small no', '[m2]')] }, ['A small no']],
  ['no wish that only the AI spoke of', { wants: [line('A small no', 'm2')] }, []],
  [
    'a quotation of its own message',
    { matters: [line("Says: “I can't say no to her”", 'm1')] },
    ["Says: “I can't say no to her”"],
  ],
  ['a quotation with a gap', { matters: [line('„My boss … on Sundays“', 'm1')] }, ['„My boss … on Sundays“']],
  ['a quotation of formatted words', { tried: [line('Asked "a small no"', 'm2')] }, ['Asked "a small no"']],
  ['none that quotes another message', { matters: [line('Says “never again”', 'm1')] }, []],
  ['none that quotes what nobody said', { matters: [line('Says “I hate my boss”', 'm1', 'm3')] }, []],
  ['none that quotes half a word', { matters: [line('Says “my bos”', 'm1')] }, []],
  ['none that quotes in single marks what nobody said', { matters: [line("Says 'I hate her'", 'm1')] }, []],
  [
    'apostrophes, which quote nothing',
    { matters: [line("Doesn't see why she can't refuse", 'm1')] },
    ["Doesn't see why she can't refuse"],
  ],
  ['none with a mark that never closes', { matters: [line('Says “I hate her', 'm1')] }, []],
  [
    'an opening by the same rules',
    { opening: line('You wrote “never again”. What happened?', 'm3') },
    ['You wrote “never again”. What happened?'],
  ],
  ['no opening that quotes an invention', { opening: line('You wrote “I quit”.', 'm3') }, []],
  ['one line each, without breaks', { tried: [line('A small\n\nno', 'm2')] }, ['A small no']],
  ['two of a kind at most', { wants: [line('One', 'm1'), line('Two', 'm1'), line('Three', 'm1')] }, ['One', 'Two']],
])('keeps %s', (_, parts, kept) => {
  expect(supportedLines(answer(parts), messages).map(({ text }) => text)).toEqual(kept)
})

test('what a line rests on is told by our own ids, each once', () => {
  expect(supportedLines(answer({ wants: [line('Rest', 'm3', 'm1', 'M1')] }), messages)).toEqual([
    { part: 'wants', text: 'Rest', evidence: ['c', 'a'] },
  ])
})
