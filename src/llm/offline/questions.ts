/** Every entry asks one open question, and supposes nothing about the person. */
export type Method = { name: string; pattern: RegExp; stages: readonly (readonly string[])[] }

/**
 * Methods a coach may name, and how each asks. Several stages are walked through as the conversation grows; with one,
 * all of its questions are always open.
 */
export const methods: readonly Method[] = [
  {
    name: 'GROW',
    pattern: /\bGROW\b/,
    stages: [
      [
        'What would you like to be different at the end of our talk?',
        'What is the goal behind this, in one sentence?',
        'If this went well, what would you have that you do not have now?',
      ],
      [
        'What is happening right now, as plainly as you can say it?',
        'What have you tried so far, and what did it change?',
        'Where do you stand on a scale from 1 to 10, and what makes it that number?',
      ],
      [
        'What could you do here, if nothing had to be sensible yet?',
        'What would you try if you knew it could not go wrong?',
        'Which options do you see, even the ones you do not like?',
      ],
      [
        'Which of these will you do, and when?',
        'What is the first step, and how will you know that it is done?',
        'What could get in the way, and what will you do then?',
      ],
    ],
  },
  {
    name: 'Socratic',
    pattern: /socratic|maieutic/i,
    stages: [
      [
        'What makes you sure of that?',
        'What would someone say who sees it the other way round?',
        'What do you mean by that, exactly?',
        'What follows, if that is true?',
        'Which part of that have you seen, and which part do you assume?',
        'When was it not so?',
      ],
    ],
  },
  {
    name: 'small steps',
    pattern: /(small|tiny|baby|little) (steps?|habits?|wins?)|kaizen|one step at a time/i,
    stages: [
      [
        'What is the smallest step that would still count?',
        'What could you do about it in the next ten minutes?',
        'What would make this step half as big?',
        'What is one thing that is already a little in place?',
        'When tomorrow would a two-minute version of it fit?',
      ],
    ],
  },
  {
    name: 'solution-focused',
    pattern: /solution[- ]focus|miracle question/i,
    stages: [
      [
        'When was this a little better, and what was different then?',
        'Suppose it were solved overnight: what would you notice first?',
        'What would one point higher on the scale look like?',
        'What has helped before, even a little?',
      ],
    ],
  },
  {
    name: 'motivational interviewing',
    pattern: /motivational interview/i,
    stages: [
      [
        'What makes this matter to you just now?',
        'On a scale from 1 to 10, how ready do you feel, and why not lower?',
        'What would be good about a change, and what would be hard to give up?',
        'What would you tell yourself about it a year from now?',
      ],
    ],
  },
  {
    name: 'values',
    pattern: /\bACT\b|acceptance and commitment|values[- ](based|led|driven|first)|your values/,
    stages: [
      [
        'Which value of yours is touched here?',
        'What would the person you want to be do next?',
        'What could you make room for, instead of fighting it?',
        'What would be worth some discomfort here?',
      ],
    ],
  },
  {
    name: 'cognitive',
    pattern: /\bCBT\b|cognitive/i,
    stages: [
      [
        'What went through your mind at that moment?',
        'What speaks for that thought, and what against it?',
        'What would you say to a friend who thought so?',
        'How else could one look at it?',
      ],
    ],
  },
]

export const openQuestions: readonly string[] = [
  'What matters most to you about this?',
  'What would a good next step look like?',
  'What would you like to be different?',
  'What part of it is in your hands?',
  'What have you noticed about it so far?',
  'How would you know that it is getting better?',
  'What is the part that is hard to say?',
  'What would you need for this to feel lighter?',
]

/** For what is hard to take back: slows down, advises nothing. */
export const stakesQuestions: readonly string[] = [
  'What would you want to be sure of before anything is final?',
  'Who could look at this with you before it is done?',
  'What would still be open to you if you gave it one more night?',
  'What is the one thing about it that you do not know yet?',
]

/** For someone low: no method, nothing that argues. */
export const gentleQuestions: readonly string[] = [
  'What would help a little right now?',
  'Who could be with you in this today?',
  'What would you need for this to feel lighter?',
]
