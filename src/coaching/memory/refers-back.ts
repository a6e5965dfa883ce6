/** Does a client speak of something from before? Then what is remembered of it is worth more room. */

const phrases: readonly RegExp[] = [
  /\b(remember|recall|remind me|forgot what|last (time|week|month|year|session|spring|summer|autumn|fall|winter)|back then|the other day|a while ago|(days?|weeks?|months?|years?) ago|(you|i|we|dana|she|he) (said|told|mentioned|talked|spoke|discussed|agreed|decided|wanted)|that (thing|time|idea|exercise|plan)|earlier|previously|as i said|since then)\b/u,
  /(acuerdas|recuerdas|acuerdo|recuerdo|recuérdame|recuerdame|la (última|ultima) vez|(semana|mes|año|invierno|verano|otoño|primavera) pasad[oa]|hace (unos|unas|un|una|dos|tres|cuatro|varios|varias|mucho|poco|\d+)|(dijiste|dije|conté|conte|comenté|comente|hablamos|quedamos|decidimos|acordamos)|aquel(la|lo)?|entonces|como te dije|desde entonces)/u,
  /(erinner|weißt du noch|weisst du noch|letzte[nrs]? (mal|woche|monat|jahr|sitzung|sommer|winter|herbst|frühling)|neulich|damals|vor (einem|einer|ein paar|zwei|drei|vier|einigen|\d+) (tag|woche|monat|jahr)|(hattest|hatte|hatten|hast|habe|haben) (du|ich|wir)? ?.{0,40}(gesagt|erzählt|besprochen|erwähnt|vereinbart|ausgemacht)|wie gesagt|seitdem|früher)/u,
]

/** @param words of the client; in any of the product's languages */
export function refersBack(words: string): boolean {
  const folded = words.toLowerCase()
  return phrases.some((phrase) => phrase.test(folded))
}
