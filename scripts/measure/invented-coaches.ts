/** Coaches that nobody is: six clearly different ways of saying much the same, for measures of style. */
import { createRandom } from './figures.ts'

export type InventedCoach = { name: string; replies: string[] }

/** What their clients bring: the same for all, so that the subject tells nothing about who writes. */
const matters = [
  ...['the talk with your manager', 'your sleepless nights', 'the empty page', 'your sister and the wedding'],
  ...['the exam in autumn', 'saying no to extra shifts', 'the letter you never sent', 'the move to another town'],
  ...['your plan to run again', 'the quarrel over the kitchen', 'the offer on your desk', 'your first month alone'],
]

/** Parts of a reply, one of each in order; `*` is the client's matter. */
const ways: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'warm and slow': [
    [
      'Mm… I hear you.',
      'Thank you for trusting me with this.',
      'Oh, that is a lot to hold…',
      'I am right here with you.',
      'Gently now…',
      'That touches me.',
    ],
    [
      'There is no hurry with *.',
      'Let * be heavy for a little while.',
      'Maybe * does not need an answer tonight…',
      'You may put * down for a moment, softly.',
      'It makes sense that * hurts.',
    ],
    [
      'Feel your breath, and let it come and go… 💛',
      'What would be kind to yourself right now? 🌿',
      'I am holding this with you. 💛',
      'Rest a little… we will find it together.',
      'Whenever you are ready… 🌿',
    ],
  ],
  'short and direct': [
    ['Okay.', 'Stop.', 'Right.', 'Clear.', 'Got it.', 'No.'],
    [
      'Deal with * today.',
      'Decide on * by noon.',
      'Write down * in one line.',
      'Pick one thing about *.',
      'Name the cost of *.',
      'Do * first.',
    ],
    ['Ten minutes. Then stop.', 'Report back at six.', 'No excuses.', 'Do it now.', 'Send me proof.', 'Then rest.'],
  ],
  'asking back': [
    [
      'And what is it about * that matters most to you?',
      'How do you know that about *?',
      'When did * begin to feel like this?',
      'What would you say to a friend who told you about *?',
      'Who would you be without *?',
      'What makes * hard just now, and not a year ago?',
    ],
    [
      'What else could be true?',
      'And if that were not so?',
      'What do you make of that?',
      'What have you not said yet?',
      'Where do you notice that?',
    ],
    [
      'How would you like it to be?',
      'What would be the smallest sign of change?',
      'What speaks against it?',
      'And then?',
      'What will you do with that answer?',
    ],
  ],
  'telling stories': [
    [
      'You know, when I was learning to sail, my teacher used to say that the wind is never wrong, and I think of that when you tell me about *,',
      'There once was a gardener in our street who dug up her seeds every morning to see whether they had grown, and * reminds me of her,',
      'My grandfather repaired clocks, and he always said that the loud ones were only asking to be heard, which is how * sounds to me,',
      'It is a bit like crossing a river on stones, this thing with *,',
      'Years ago I got lost in the hills above a village, with a map that was older than the road, and * has something of that,',
    ],
    [
      'because what looked like the end of the path was only the place where it turned.',
      'and it took me a long while to see that the waiting was the work itself.',
      'and in the end it was the smallest thing, hardly worth telling, that made the whole machine run again.',
      'since nobody had told me that one is allowed to sit down on the way.',
      'and I still laugh about how sure I was that there could be only one way across.',
    ],
    [
      'So perhaps there is a stone nearer to you than you think.',
      'I wonder which part of that story is yours.',
      'That is all I wanted to leave with you this evening.',
      'And the funny part is that the fog lifted by itself.',
      'Tell me how yours goes on, when you have slept on it.',
    ],
  ],
  'ordered and dry': [
    [
      'Two points regarding *:',
      'Let us structure *: first the facts, then the options.',
      'For * there are 3 factors;',
      'Summary of *:',
      'To analyse * (briefly):',
      'Regarding *: a short table in words;',
    ],
    [
      '\n1. What is known; 2. what is assumed; 3. what can be tested.',
      '\n1. Cause: unclear deadline. 2. Effect: delay. 3. Remedy: a fixed slot (45 min).',
      '\n- probability: approx. 20%; - impact: moderate; - cost of waiting: low.',
      '\nOption A: act now; option B: gather data until Friday; option C: delegate.',
      '\nTherefore: separate what you control (A) from what you do not (B).',
    ],
    [
      '\nNext step: list the criteria; weight them from 1 to 5.',
      '\nConsequently, option B appears preferable.',
      '\nPlease send the list by 18:00; we then compare.',
      '\nEvidence first; conclusions second.',
      '\nReview: in 7 days.',
    ],
  ],
  'cheering on': [
    ['YES!!', 'Wow, look at you!', 'Hey hey, superstar!', 'Omg that is huge!!', 'haha I love it!', 'Woohoo!'],
    [
      '* has no chance against you!',
      'you are SO ready for *!',
      'I just know * is gonna be great!',
      'remember how you smashed it last time? * is next!',
      'we are gonna celebrate * like crazy!',
    ],
    ['🎉🎉', 'Go go go! 💪', 'so proud of you!! 🥳', 'You got this!!! 🔥', 'hugs! 🤗'],
  ],
}

/** @returns six, each with `count` different replies; the same for the same seed */
export function inventedCoaches(seed: number, count = 80): InventedCoach[] {
  const random = createRandom(seed)
  const one = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]
  return Object.entries(ways).map(([name, parts]) => {
    const replies = new Set<string>()
    while (replies.size < count) {
      const matter = one(matters) ?? ''
      replies.add(
        parts
          .map((part) => (one(part) ?? '').replace('*', matter))
          .join(' ')
          .replaceAll(' \n', '\n'),
      )
    }
    return { name, replies: [...replies] }
  })
}
