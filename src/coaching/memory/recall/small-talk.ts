/** What nobody ever looks for: greetings, thanks, yes and no. */
import { withoutAccents } from '../../knowledge/languages.ts'
import { readWords } from '../../knowledge/words.ts'

const smallWords = new Set(
  `hi hello hey hiya yo morning afternoon evening night good bye goodbye cheers thanks thank thx ty please welcome ok okay okey kk yes yeah
  yep yup no nope nah sure great nice cool fine perfect lol haha hahaha wow oh ah hmm hm well see later soon tomorrow sorry
  hola buenas buenos dias tardes noches adios chao gracias favor vale si claro perfecto genial bien hasta luego pronto manana jaja
  hallo guten gute morgen tag abend nacht servus moin gruss tschuss ciao danke bitte ja nein genau klar gut super prima bis bald
  spater schon alles`.split(/\s+/),
)

/** @param language whose function words count, where the text is too short to tell */
export function isSmallTalk(text: string, language: 'en' | 'es' | 'de' | undefined): boolean {
  return readWords(text, language).every(({ word }) => smallWords.has(withoutAccents(word)))
}
