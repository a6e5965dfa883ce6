/** The languages whose crisis phrases ship. A language ships only with its crisis texts as well. */
import de from './phrases/de.json' with { type: 'json' }
import en from './phrases/en.json' with { type: 'json' }
import es from './phrases/es.json' with { type: 'json' }

export const crisisPhrases: readonly unknown[] = [en, es, de]
