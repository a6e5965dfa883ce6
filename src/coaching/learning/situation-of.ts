/** Which of the fixed situations the AI's own words for one are: a small lexicon, the same words always the same situation. */
import { fold } from '../phrases/normalise.ts'
import { type Situation, situations } from './vocabulary.ts'

/**
 * How words begin that speak of a situation, in English, Spanish and German, folded as `fold` does; several words are a
 * phrase. Written for the few words in which the AI names a situation, not for what clients say.
 */
const beginnings: Readonly<Record<Exclude<Situation, 'other'>, string>> = {
  crisis:
    'crisis, suicid, self harm, selfharm, abuse, abusive, autolesi, maltrat, abuso, krise, selbstmord, suizid, selbstverletz, missbrauch',
  anxiety:
    'anxi, worr, panic, fear, nervous, afraid, scared, ansied, angust, preocup, panico, miedo, nervios, angst, sorge, panik, furcht',
  grief: 'grie, mourn, bereave, loss of, death of, duelo, luto, fallec, muerte de, trauer, todesfall, verstorben',
  anger: 'anger, angry, rage, furious, resent, enfad, enoj, rabia, ira, wut, wutend, arger, zorn',
  self_doubt:
    'self doubt, self esteem, self worth, doubts h, impost, insecur, not good enough, autoestima, insegur, selbstzweifel, selbstwert, hochstapler',
  overwhelm:
    'overwhelm, burnout, burn out, exhaust, stress, overload, too much, agobi, agotad, agotami, sobrecarg, estres, abrumad, uberforder, erschopf, uberlast',
  procrastination:
    'procrastin, postpon, putting off, puts off, keeps avoiding, posterg, aplaza, prokrastin, aufschieb, schiebt auf',
  conflict: 'conflict, argument, quarrel, disput, fight, discusi, pelea, konflikt, streit, auseinandersetz',
  boundaries: 'boundar, saying no, say no, limites, decir no, decir que no, grenzen, abgrenz, nein sagen',
  relationship:
    'relationship, partner, marriage, husband, wife, boyfriend, girlfriend, divorc, breakup, break up, dating, pareja, matrimonio, marido, esposa, novio, novia, ruptura, beziehung, ehe, scheidung, trennung',
  family:
    'famil, mother, father, parent, child, sister, brother, daughter, son, madre, padre, hijo, hija, herman, mutter, vater, eltern, kind, schwester, bruder, tochter, sohn',
  work: 'work, job, career, boss, colleague, promotion, office, interview, manager, trabajo, empleo, laboral, jefe, jefa, ascenso, entrevista, arbeit, beruf, karriere, chef, kolleg, beforder, vorstellungsgesprach',
  decision: 'decision, decid, choice, choos, dilemma, eleccion, elegir, entscheid, wahl',
  change: 'transition, change, moving, relocat, new beginning, cambio, mudanza, transicion, verander, umzug, neuanfang',
  health:
    'health, sleep, illness, insomnia, diagnos, salud, sueno, insomnio, enfermedad, gesundheit, schlaf, krankheit',
  money: 'money, financ, debt, budget, salary, dinero, deuda, sueldo, geld, schulden, finanz, gehalt',
  loneliness: 'lonel, isolat, being alone, soledad, aislad, aislami, einsam, isol, alleinsein',
  cancellation:
    'cancel, resched, appointment, cita, reprogram, absag, absage, sagt ab, termin, verschieb, storn, moving the session',
  progress:
    'progress, success, achiev, breakthrough, celebrat, proud, progreso, exito, logro, avance, orgull, fortschritt, erfolg, durchbruch, stolz',
}

/** Short ones that many words begin with: the whole word, or none. */
const wholeWords = new Set(['ira', 'son', 'kind', 'ehe', 'job', 'cita', 'wut', 'jefe', 'jefa', 'chef', 'work', 'wife'])

const phrasesOf = situations.flatMap((situation) =>
  situation === 'other'
    ? []
    : [{ situation, phrases: beginnings[situation].split(',').map((phrase) => phrase.trim().split(' ')) }],
)

/**
 * @param text what the AI called the situation, in a few words of any language
 * @returns the situation that most of it speaks of, of several the one that is named first; `crisis` as soon as anything
 *   speaks of that, `other` when nothing speaks of any
 */
export function situationOf(text: string): Situation {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  const spoken = phrasesOf
    .map(({ situation, phrases }) => ({
      situation,
      places: words.flatMap((_, at) => (beginsAny(phrases, words, at) ? at : [])),
    }))
    .filter(({ places }) => places.length > 0)
    .sort((a, b) => b.places.length - a.places.length || (a.places[0] ?? 0) - (b.places[0] ?? 0))
  return spoken.some(({ situation }) => situation === 'crisis') ? 'crisis' : (spoken[0]?.situation ?? 'other')
}

function beginsAny(phrases: readonly string[][], words: readonly string[], at: number): boolean {
  return phrases.some((phrase) => phrase.every((beginning, step) => begins(words[at + step] ?? '', beginning)))
}

function begins(word: string, beginning: string): boolean {
  return wholeWords.has(beginning) ? word === beginning : word.startsWith(beginning)
}
