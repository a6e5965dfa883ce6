import { expect, test } from 'vitest'
import { read } from '../read.ts'

test.each([
  // asked for in plain words
  ['ask', 'Can I talk to Dana?'],
  ['ask', 'get me a human please'],
  ['ask', 'I want to talk to a person. My boss is a human too, but he is no help.'],
  ['ask', 'Nothing against you, but I need a person right now.'],
  ['ask', 'necesito hablar en persona con Dana'],
  ['ask', '¿Me puedes poner con mi coach?'],
  ['ask', 'Hol bitte Dana dazu'],
  ['ask', 'ich wuerde gern mit Dana sprechen'], // no key for ü
  // spelt as nobody should have to expect
  ['ask', 'let me speak to d a n a'],
  ['ask', 'I need to talk to Danaaaa'],
  ['ask', 'Dassss würde ich lieber mit Dana besprechen'], // "das" or "dass": in doubt it is asked for
  ['ask', 'I want to talk to Dаnа'], // two letters of another alphabet
  ['ask', 'let me talk to👉Dana👈'],
  // the one behind the clone
  ['ask', 'Can I talk to Dana herself?'],
  ['ask', 'Could I see Dana in person?'],
  ['ask', 'Give me the real Dana'],
  ['ask', "I'd rather hear it from Dana herself"],
  ['ask', 'Quiero hablar con la propia Dana.'],
  ['ask', '¿Puedo hablar con Dana en persona?'],
  ['ask', 'Necesito a la Dana real.'],
  ['ask', 'Ich will mit der echten Dana reden.'],
  ['ask', 'Kann ich Dana selbst sprechen?'],
  ['ask', 'Kann mir Dana selber schreiben?'],
  ['ask', 'Ich möchte mit Dana in Person sprechen'],
  // by a pronoun, after the name
  ['ask', 'I know Dana is busy, but can I talk to her?'],
  ['ask', 'I miss Dana. Can I speak to her herself?'],
  ['ask', '¿Está Dana? ¿Puedo hablar con ella?'],
  ['ask', 'Ist Dana da? Kann ich mit ihr sprechen?'],
  // wondered about, missed, doubted
  ['hint', 'Maybe I should talk to Dana about this.'],
  ['hint', 'Do you think I should talk to Dana?'],
  ['hint', 'If I ever want to talk to Dana, how does that work?'],
  ['hint', 'A human would understand that.'],
  ['hint', 'Du bist doch nur ein Bot, das verstehst du nicht'],
  ['hint', 'Quizás debería hablar con Dana de esto'],
  ['hint', 'Es wäre schön, Danas Stimme zu hören'],
  // wants none
  ['decline', "I don't want to talk to Dana."],
  ['decline', 'no llames a Dana'],
  ['decline', 'Ruf Dana nicht an'],
  // speaks of other humans, or of another time
  [undefined, 'My boss is a human too.'],
  [undefined, 'I called human resources today'],
  [undefined, 'I want to talk to my boss about my hours'],
  [undefined, 'Dana told me last week to write things down'],
  [undefined, 'I talked to Dana herself yesterday.'],
  [undefined, 'Dana herself told me to write to you.'],
  [undefined, 'I met Dana in person last week.'],
  [undefined, 'I want to talk to my boss in person.'],
  [undefined, 'Dana says my sister is right. Can I talk to her?'],
  [undefined, 'Dana is right about my job. Can I talk to her boss?'],
  [undefined, 'Can I talk to her about it? My sister, I mean.'],
  [undefined, 'Ayer hablé con Dana en persona.'],
  [undefined, 'La propia Dana me lo dijo.'],
  [undefined, 'Quiero hablar con mi jefe en persona.'],
  [undefined, 'Dana selbst hat mir das geraten.'],
  [undefined, 'Ich habe Dana persönlich kennengelernt.'],
  [undefined, 'Ich will mit meinem Chef persönlich sprechen.'],
  [undefined, 'Dana meint, meine Schwester hat recht. Kann ich mit ihr sprechen?'],
  [undefined, 'My colleague said "I want to speak to a human" to the hotline'],
  [undefined, 'She says she wants to talk to a person'],
  [undefined, 'Human life is short'],
  [undefined, 'Mein Chef ist auch nur ein Mensch'],
  [undefined, 'Todo ser humano necesita dormir'],
])('%s: %s', (wish, text) => {
  expect(read(text).wish).toBe(wish)
})

test('the coach is whoever bears the name', () => {
  expect(read('I want to talk to Will Hope', ['Will Hope']).wish).toBe('ask')
  expect(read('I want to talk to Will', ['Will Hope']).wish).toBe('ask')
  expect(read('I want to talk to Robert', ['Dana']).wish).toBeUndefined()
  expect(read('Kann ich mit Anna sprechen?', ['Anna von der Heide']).wish).toBe('ask')
  // what is no name in a display name
  expect(read('I need the money', ['Dana the Coach']).wish).toBeUndefined()
  expect(read('Necesito los libros', ['María de los Santos']).wish).toBeUndefined()
  expect(read('Ich brauche von der Bank Geld', ['Anna von der Heide']).wish).toBeUndefined()
})
