/** The languages whose crisis phrases ship. A language ships only with its crisis texts as well. */
import en from './phrases/en.json' with { type: 'json' }

export const crisisPhrases: readonly unknown[] = [en]
