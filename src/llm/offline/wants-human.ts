const talk =
  '(?:talk|speak|chat|write|get|be put)(?: directly| in person| straight)? (?:to|with|through to)|reach|see|have'

/** Ways of asking for someone, up to the words that name them. Wondering ("maybe I should talk to ...") is not asking. */
const asks = [
  `(?:can|could|may) (?:i|we)(?: please| maybe)? (?:${talk})`,
  `i (?:really |just |only )?(?:want|need|wish|prefer|would like|would prefer|would rather)(?: to)?(?: (?:${talk}))?`,
  `(?:i'd|id) (?:really |much )?(?:like|rather|prefer|love)(?: to)?(?: (?:${talk}))?`,
  `let me (?:${talk})`,
  '(?:get|bring|fetch|call|give)(?: me)?',
  '(?:put|connect|transfer) me (?:through )?(?:to|with)',
]

/** What may follow. Anything else makes it another thing: "a person I can trust", "a coach for my team". */
const end =
  '(?=$|[.,!?;:)]| (?:please|now|instead|today|tonight|tomorrow|soon|later|this|before|when|if|here|directly|about|again|and|not|because|himself|herself|in person|for a (?:moment|minute))\\b)'

/**
 * Whether a client asks for the human: explicitly, in the present, for themselves. A human who is merely mentioned ("my
 * boss is a human too", "I talked to Dana") is none, and neither is a request turned down ("I don't want ...").
 *
 * @param text in lower case, with straight apostrophes and single spaces
 * @param coachName letters, apostrophes and hyphens only
 */
export function wantsHuman(text: string, coachName: string | undefined): boolean {
  const someone = [
    '(?:a |an |the |some )(?:(?:real|actual|live) )?(?:human being|human|person)',
    'a (?:real|human|actual|live) coach',
    '(?:someone|somebody) (?:real|human)',
    '(?:my|the) (?:(?:real|human|actual) )?coach',
    ...(coachName ? [coachName.toLowerCase()] : []),
  ].join('|')
  const start = '(?:^|[.,!?;:(] ?|\\b(?:and|but|so|please|hi|hello|hey|sorry|then|ok|okay|now) )'
  const patterns = [
    `${start}(?:${asks.join('|')}) (?:${someone})${end}`,
    `${start}is (?:there )?(?:${someone}) (?:there|here|around|available|(?:that |who )?i (?:can|could) (?:talk|speak) (?:to|with))`,
    `${start}(?:can|could) (?:${someone}) (?:please )?(?:take over|join|step in|call me|answer|write to me|help me)`,
    `^(?:${someone}|human),? please\\b`,
  ]
  return patterns.some((pattern) => new RegExp(pattern).test(text))
}
