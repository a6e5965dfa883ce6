/** The languages whose replies are checked by words; others are left to the prompt alone. */
import de from './phrases/de.json' with { type: 'json' }
import en from './phrases/en.json' with { type: 'json' }
import es from './phrases/es.json' with { type: 'json' }

export const replyRules: readonly unknown[] = [en, es, de]
