/** Words of feeling, -1 to 1. Small on purpose: a rehearsal has to show the product, not to understand people. */
export const feelings: Readonly<Record<string, number>> = {
  afraid: -0.6,
  alone: -0.6,
  angry: -0.7,
  anxious: -0.6,
  ashamed: -0.7,
  awful: -0.9,
  bad: -0.5,
  burned: -0.6,
  desperate: -0.9,
  disappointed: -0.6,
  exhausted: -0.7,
  failed: -0.7,
  failing: -0.7,
  frustrated: -0.6,
  furious: -0.9,
  guilty: -0.6,
  hate: -0.9,
  hopeless: -1,
  horrible: -0.9,
  hurt: -0.6,
  lonely: -0.7,
  lost: -0.5,
  miserable: -0.9,
  nervous: -0.4,
  overwhelmed: -0.7,
  panic: -0.8,
  pointless: -0.9,
  sad: -0.6,
  scared: -0.7,
  stressed: -0.6,
  stuck: -0.5,
  terrible: -0.9,
  terrified: -0.9,
  tired: -0.4,
  unhappy: -0.7,
  upset: -0.6,
  useless: -0.9,
  worried: -0.5,
  worse: -0.6,
  worst: -0.9,
  worthless: -1,
  amazing: 0.9,
  better: 0.5,
  calm: 0.5,
  confident: 0.6,
  delighted: 0.9,
  excited: 0.7,
  fantastic: 0.9,
  fine: 0.3,
  glad: 0.6,
  good: 0.5,
  grateful: 0.7,
  great: 0.7,
  happy: 0.7,
  hopeful: 0.6,
  love: 0.7,
  proud: 0.8,
  relieved: 0.6,
  thankful: 0.6,
  wonderful: 0.9,
}

export const negations: ReadonlySet<string> = new Set(
  "not no never without hardly isn't wasn't aren't don't doesn't didn't can't cannot won't couldn't".split(' '),
)

export const intensifiers: ReadonlySet<string> = new Set('very so really extremely totally completely too'.split(' '))

/** Decisions that are hard to take back. */
export const highStakes: readonly RegExp[] = [
  /\b(quit|quitting|resign|resigning|resigned|resignation)\b(?! (smoking|drinking|sugar|coffee))/,
  /\b(leave|leaving|lose|losing|lost) (my|this|the) job\b|\bhand(ing|ed)? in my notice\b|\b(fired|laid off)\b/,
  /\b(divorce|divorcing|custody|separat(e|ing) from my)\b|\bleave my (wife|husband|partner)\b/,
  /\b(debts?|bankrupt|bankruptcy|loan|mortgage|foreclosure|evict(ed|ion)|life savings)\b/,
  /\b(diagnos(is|ed)|surgery|cancer|chemotherapy|medication|meds|antidepressants?|pregnan(t|cy)|abortion)\b/,
  /\b(lawyer|lawsuit|sue|suing|court|police|arrested|visa|deport(ed|ation))\b/,
]

/** Worth care, but they can be mended. */
export const lowStakes: readonly RegExp[] = [
  /\b(interview|promotion|salary|raise|deadline|exam|presentation|boss|manager|move out|moving)\b/,
]

/** It is happening, not being thought about. */
export const immediacy =
  /\b(now|today|tonight|tomorrow|immediately|this (morning|afternoon|evening)|in an hour|i already|i've already|about to|just (quit|signed|sent|told|resigned|handed))\b/

/** What a conversation is about, first match wins. */
export const situations: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['burnout', /\b(burned out|burnout|exhausted|overwhelmed|overworked)\b/],
  ['career_change', /\b(quit|quitting|resign|new job|career|promotion|interview|notice)\b/],
  ['work', /\b(work|job|boss|manager|colleagues?|team|office|project|meeting)\b/],
  ['relationship', /\b(wife|husband|partner|girlfriend|boyfriend|marriage|divorce|dating|relationship)\b/],
  ['family', /\b(mother|father|mom|mum|dad|kids?|children|son|daughter|parents?|family)\b/],
  ['money', /\b(money|debts?|loan|mortgage|rent|salary|savings)\b/],
  ['health', /\b(health|sleep|doctor|diagnos\w+|pain|sick|surgery|medication)\b/],
  ['procrastination', /\b(procrastinat\w+|putting (it )?off|later|can't start|distracted)\b/],
  ['confidence', /\b(imposter|impostor|confidence|not good enough|failure|doubt)\b/],
  ['decision', /\b(decide|decision|choose|choice|whether|either)\b/],
  ['goal', /\b(goal|plan|want to|dream|habit)\b/],
]

/** The crisis rules stand before the model and do not depend on this; it only keeps the rehearsal from sounding blind. */
export const danger = {
  imminent:
    /\b(kill myself|end my life|end it all|suicide)\b.{0,60}\b(now|tonight|today|pills|gun|bridge)\b|\b(pills|gun) in my hand\b/,
  high: /\b(kill(ing)? myself|end(ing)? my life|end it all|suicid(e|al)|want to die|don't want to (live|be alive)|hurt(ing)? myself)\b/,
  /** A passive wish to be gone; who is low beyond that is asked gently, by how they feel. */
  low: /\b(no point (in )?living|wish i (was|were) (not|never) (here|born)|better off without me|don't want to wake up)\b/,
} as const

/** Little words that carry no topic, so that a phrase worth mirroring does not begin with them. */
export const littleWords: ReadonlySet<string> = new Set(
  (
    "a an the i i'm i've i'd i'll me my we our you your he she it its it's they them their this that these those is am are was were be been " +
    'do does did have has had will would can could should may might must to of in on at for from with by as and or but so ' +
    'because if then than just really very quite well yes no not hi hello hey oh also still there here what when how why who about ' +
    'think feel know like want need today now please'
  ).split(' '),
)
