/** Said once in a conversation, so that nobody takes a rehearsal for the real clone. */
export const rehearsalNote = '(Rehearsal: no language model is connected, so my answers are simple.)'

/** `{phrase}` is a few of the client's own words, always in quotation marks: repeated, not asserted. */
export const mirrors = {
  heavy: [
    'That sounds heavy: “{phrase}”.',
    '“{phrase}”: thank you for saying that openly.',
    'I hear “{phrase}”, and there is no hurry with it.',
    'Let me stay with “{phrase}” for a moment.',
  ],
  bright: [
    '“{phrase}”: good to hear.',
    'I hear some energy in “{phrase}”.',
    'Let me stay with “{phrase}” for a moment, since it sounds good.',
  ],
  plain: [
    'You say “{phrase}”.',
    'I hear “{phrase}”.',
    'Let me pick up “{phrase}”.',
    '“{phrase}”: I would like to understand that better.',
    'I notice the words “{phrase}”.',
  ],
} as const

/** When there is nothing to quote. */
export const unmirrored: readonly string[] = ['I see.', 'Thank you for telling me.', 'All right.', 'I am with you.']

export const stakesOpeners: readonly string[] = [
  '“{phrase}” is a big one, and it deserves some quiet.',
  'Before anything else: “{phrase}” is not a small thing.',
  'I want to go slowly here, because of “{phrase}”.',
]

export const greetings: readonly string[] = [
  'Hello. What would you like to talk about today?',
  'Hi, good that you are here. What is on your mind?',
  'Hello. Where shall we begin today?',
]

export const thanks: readonly string[] = [
  'You are welcome. What will you take with you from this?',
  'Gladly. What was useful in it for you?',
  'You are welcome. What is left open for you?',
]

export const farewells: readonly string[] = [
  'Until next time. What is one thing you want to remember from today?',
  'Take care. What would you like to begin with next time?',
]

export const shortAnswers = {
  yes: ['Good. What makes it a yes?', 'Yes, then. What comes next for you?', 'All right. What speaks for it most?'],
  no: ['No, then. What would fit better?', 'All right. What makes it a no?', 'I see. What would you rather have?'],
  unsure: [
    'That is fine, it need not be clear yet. What would you guess?',
    'Not knowing is a fair place to start. What is the first thing that comes to mind?',
    'Then let us leave it open. What do you know for sure?',
  ],
  other: [
    'Tell me a little more: what is behind that?',
    'I would like to hear more. What comes up when you stay with it?',
    'A few more words would help me. What is it about?',
  ],
} as const

/** A client's question goes back to the client, openly. */
export const returned: readonly string[] = [
  'That is worth thinking about together: “{phrase}”. What would your own first answer be?',
  'I will not answer “{phrase}” for you too soon. What do you lean towards?',
  'You ask about “{phrase}”. What would you say to a friend who asked you that?',
  'Let us take “{phrase}” seriously. What makes it a question for you just now?',
]

export const aboutItself: readonly string[] = [
  'I am an AI that works with your coach, not a person. What made you wonder?',
  'You are writing with an AI, and your coach can read along. What would help you to know about that?',
]

export const callingHuman: readonly string[] = [
  'I will let {coach} know that you would like to talk in person. What should be said first?',
  'Of course. {coach} will see that you asked. What would you like to begin with when you talk?',
]

/** Never coaches, asks nothing: in the product the crisis texts have come before this. */
export const inDanger =
  'I am worried about you, and this is more than I can carry. Please call your local emergency number or someone near you, now.'
