/** What a rehearsal keeps of a client: sentences of a few plain shapes, in three languages. */

type Content = { kind: string } & Record<string, unknown>
export type MemoryRule = {
  says: RegExp
  /** `$1` is what the client says, in their own words. */
  text: string
  content: Content
  /** It takes the place of what was known of the same kind and matter. */
  replaces?: true
}

const goal = { kind: 'goal', status: 'active', targetDate: null }
const fear = { kind: 'blocker', severity: 'medium', resolution: null }
const realised = { kind: 'breakthrough', context: null, impact: null, recurrenceTrigger: null }
const home = { kind: 'fact', about: 'home' }
const work = { kind: 'fact', about: 'work' }
const health = { kind: 'fact', about: 'health' }
const family = { kind: 'fact', about: 'family' }
const manner = { kind: 'preference', aspect: 'communication_style' }

/** Up to the end of the clause. */
const rest = '([^.!?;,\\n]{2,120})'
const rule = (says: string, text: string, content: Content, replaces?: true): MemoryRule => ({
  says: new RegExp(`(?<![\\p{L}\\p{N}])${says}`, 'iu'),
  text,
  content,
  ...(replaces && { replaces }),
})

export const memoryRules: Readonly<Record<string, readonly MemoryRule[]>> = {
  en: [
    rule(`my (?:main |big |biggest )?goal is (?:to )?${rest}`, 'Wants to $1', goal),
    rule(`i (?:really |still )?want to ${rest}`, 'Wants to $1', goal),
    rule(`i(?:'m| am) (?:so |really |very )?(?:afraid|scared|terrified) of ${rest}`, 'Is afraid of $1', fear),
    rule(`i(?:'ve| have)? ?(?:just )?moved (?:back )?to ${rest}`, 'Lives in $1', home, true),
    rule(`i (?:now )?live in ${rest}`, 'Lives in $1', home, true),
    rule(`i(?:'m| am) back in ${rest}`, 'Lives in $1', home, true),
    rule(`i work (?:as|at|for) ${rest}`, 'Works as $1', work, true),
    rule(`i(?:'ve| have)? (?:hurt|broke|broken|sprained|injured) my ${rest}`, 'Has hurt their $1', health),
    rule(`i(?:'m| am) on holiday ${rest}`, 'Is on holiday $1', { kind: 'fact', about: 'other' }),
    rule(
      `my (sister|brother|mother|father|husband|wife|son|daughter) (?:is|has|lives) ${rest}`,
      'Their $1: $2',
      family,
    ),
    rule(`i(?:'d| would)? (?:prefer|rather have) ${rest}`, 'Prefers $1', manner),
    rule(`i(?:'ve| have)? (?:just )?reali[sz]ed (?:that )?${rest}`, 'Has realised that $1', realised),
  ],
  es: [
    rule(`mi (?:gran )?(?:objetivo|meta) es ${rest}`, 'Quiere $1', goal),
    rule(`quiero ${rest}`, 'Quiere $1', goal),
    rule(`(?:tengo|me da) (?:mucho )?miedo (?:de |a )?${rest}`, 'Tiene miedo de $1', fear),
    rule(`me he mudado a ${rest}`, 'Vive en $1', home, true),
    rule(`me mudé a ${rest}`, 'Vive en $1', home, true),
    rule(`(?:ahora )?vivo en ${rest}`, 'Vive en $1', home, true),
    rule(`(?:he vuelto a|estoy de vuelta en) ${rest}`, 'Vive en $1', home, true),
    rule(`trabajo (?:como|de|en) ${rest}`, 'Trabaja como $1', work, true),
    rule(`mi (hermana|hermano|madre|padre|marido|mujer|hijo|hija) (?:es|tiene|vive) ${rest}`, 'Su $1: $2', family),
    rule(`prefiero ${rest}`, 'Prefiere $1', manner),
    rule(`me he dado cuenta de que ${rest}`, 'Se ha dado cuenta de que $1', realised),
  ],
  de: [
    rule(`mein (?:großes |wichtigstes )?ziel ist(?: es)?[, ]+(?:zu )?${rest}`, 'Ziel: $1', goal),
    rule(`ich will (?:unbedingt |endlich )?${rest}`, 'Will $1', goal),
    rule(`ich möchte (?:gern |gerne )?${rest}`, 'Möchte $1', goal),
    rule(`ich habe (?:große |solche )?angst (?:vor|davor) ${rest}`, 'Hat Angst vor $1', fear),
    rule(`ich bin (?:zurück )?nach ([\\p{L} -]{2,60}) gezogen`, 'Wohnt in $1', home, true),
    rule(`ich (?:wohne|lebe) (?:jetzt |wieder )?in ${rest}`, 'Wohnt in $1', home, true),
    rule(`ich bin (?:wieder )?zurück in ${rest}`, 'Wohnt in $1', home, true),
    rule(`ich arbeite (?:als|bei) ${rest}`, 'Arbeitet als $1', work, true),
    rule(
      `meine? (schwester|bruder|mutter|vater|mann|frau|sohn|tochter) (?:ist|hat|lebt|wohnt) ${rest}`,
      '$1: $2',
      family,
    ),
    rule(`mir (?:ist|wäre) lieber[, ]+${rest}`, 'Bevorzugt: $1', manner),
    rule(`mir ist klar geworden[, ]+(?:dass )?${rest}`, 'Hat erkannt: $1', realised),
  ],
}

/** $1: what was said first, $2: what was said last. */
export const summaryWords: Readonly<Record<string, { one: string; two: string; rapport: string; state: string }>> = {
  en: {
    one: 'The client wrote: “$1”.',
    two: 'The client began with “$1” and ended with “$2”.',
    rapport: 'They have talked in $1 sessions.',
    state: 'not weighed: a rehearsal',
  },
  es: {
    one: 'El cliente escribió: «$1».',
    two: 'El cliente empezó con «$1» y terminó con «$2».',
    rapport: 'Han hablado en $1 sesiones.',
    state: 'sin valorar: un ensayo',
  },
  de: {
    one: 'Geschrieben wurde: „$1“.',
    two: 'Es begann mit „$1“ und endete mit „$2“.',
    rapport: 'Sie haben in $1 Sitzungen gesprochen.',
    state: 'nicht gewichtet: eine Probe',
  },
}
