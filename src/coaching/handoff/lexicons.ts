/** The languages whose words bring the human in. One more is one more file. */
import de from './lexicons/de.json' with { type: 'json' }
import en from './lexicons/en.json' with { type: 'json' }
import es from './lexicons/es.json' with { type: 'json' }

export const handoffLexicons: readonly unknown[] = [en, es, de]
