import { expect, test } from 'vitest'
import { queryOf } from '../../../src/coaching/knowledge/consult.ts'
import type { StoredMessage } from '../../../src/coaching/ports.ts'

let seq = 0
function said(senderType: StoredMessage['senderType'], content: string, metadata = {}): StoredMessage {
  seq++
  return {
    ...{ id: `${seq}`, seq, senderType, senderId: '', senderName: '', kind: 'text', content, metadata },
    ...{ file: undefined, telegram: undefined, visibility: 'shared', sentAt: new Date(seq), editedAt: undefined },
  }
}

test.each([
  [
    'all that is unanswered, not the newest alone',
    [said('client', 'My boss calls at night.'), said('client', 'What do I tell him?')],
    'My boss calls at night.\n\nWhat do I tell him?',
  ],
  [
    'what was said before, while the newest says little',
    [said('client', 'How do I set a boundary?'), said('ai', 'With one sentence.'), said('client', 'And then?')],
    'How do I set a boundary?\nAnd then?',
  ],
  [
    'nothing of what came before, when it says enough',
    [said('client', 'I sleep badly.'), said('ai', 'Since when?'), said('client', 'How do I name a limit to my boss?')],
    'How do I name a limit to my boss?',
  ],
  [
    "nothing that is another's, nor the AI's",
    [said('client', 'He wrote this', { forwarded_from: 'Tom' }), said('ai', 'Hm.'), said('client', 'And now?')],
    'And now?',
  ],
])('looked for is %s', (_, messages, query) => {
  expect(queryOf({ messages, dealtWithUpToSeq: 0 })).toBe(query)
})
