/** What a coach is asked where they have said something else than their own document. */
import type { ExceptionQuestion } from '../../coaching/learning/exception.ts'
import type { Texts } from '../../locales/texts.ts'
import { type Formatted, plain } from './formatted.ts'
import { renderPlace } from './sources.ts'

/** Both sentences, then the question; or, once it is answered, what holds. */
export function renderException(
  question: ExceptionQuestion,
  { language }: { language: string },
  texts: Texts,
): Formatted {
  const { client, title, anchor, quote, said, rule, verdict, isOver, isGone } = question
  const place = renderPlace(title, anchor, language, texts)
  const sentences = [
    texts.render(language, 'exception-head', { client }),
    texts.render(language, 'exception-document', { place, words: quote }),
    texts.render(language, 'exception-coach', { words: said }),
  ]
  const ruled = { rule: rule ?? said }
  const last = () => {
    if (verdict && isGone)
      return [texts.render(language, verdict === 'new_rule' ? 'exception-rule-gone' : 'exception-lesson-gone')]
    if (verdict === 'only_client') return [texts.render(language, 'exception-is-only-client', { client })]
    if (verdict === 'new_rule') return [texts.render(language, 'exception-is-new-rule', ruled)]
    if (verdict === 'none') return [texts.render(language, 'exception-is-none')]
    if (isOver) return [texts.render(language, 'exception-is-over')]
    if (!rule) return [texts.render(language, 'exception-ask-alone', { client })]
    // What all clients may hear is read before it is agreed to.
    const worded = rule === said ? [] : [texts.render(language, 'exception-rule-words', ruled)]
    return [texts.render(language, 'exception-ask', { client }), ...worded]
  }
  return plain([...sentences, ...last()].join('\n'))
}
