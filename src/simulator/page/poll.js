import { useState } from 'preact/hooks'
import { html } from './html.js'
import { Icon } from './icons.js'

/**
 * A poll: a choice until one has voted, then what everybody said.
 *
 * @param {{ poll: import('./api.js').PollData, onVote: (options: string[]) => void }} props
 */
export function Poll({ poll, onVote }) {
  const { question, options, closed, multiple } = poll
  const [ticked, setTicked] = useState(/** @type {string[]} */ ([]))
  const voted = options.some(({ mine }) => mine)
  const total = options.reduce((sum, { votes }) => sum + votes, 0)
  const showsResults = voted || closed
  const choose = (/** @type {string} */ text) => {
    if (!multiple) return onVote([text])
    setTicked(ticked.includes(text) ? ticked.filter((other) => other !== text) : [...ticked, text])
  }
  const kind = closed ? 'Final results' : multiple ? 'Poll, several answers' : 'Poll'
  return html`<div class="poll" role="group" aria-label=${`Poll: ${question}`}>
    <b class="poll-question" dir="auto">${question}</b>
    <span class="poll-kind">${kind}</span>
    ${options.map((option) =>
      showsResults
        ? html`<${Result} option=${option} total=${total} />`
        : html`<button type="button" class="poll-option" aria-pressed=${ticked.includes(option.text)} onClick=${() => choose(option.text)}>
            <span class=${`poll-mark ${multiple ? 'square' : ''}`}>${ticked.includes(option.text) && html`<${Icon} name="check" />`}</span><span dir="auto">${option.text}</span>
          </button>`,
    )}
    <span class="poll-foot">
      ${
        !showsResults && multiple && ticked.length > 0
          ? html`<button type="button" class="link" onClick=${() => onVote(ticked)}>Vote</button>`
          : html`<span>${total === 0 ? 'No votes yet' : `${total} ${total === 1 ? 'vote' : 'votes'}`}</span>`
      }
      ${voted && !closed && html`<button type="button" class="link" onClick=${() => onVote([])}>Take back</button>`}
    </span>
  </div>`
}

/** @param {{ option: import('./api.js').PollData['options'][number], total: number }} props */
function Result({ option, total }) {
  const percent = total === 0 ? 0 : Math.round((option.votes / total) * 100)
  return html`<div class="poll-result" role="img" aria-label=${`${option.text}: ${percent}%${option.mine ? ', your vote' : ''}`}>
    <span class="poll-percent">${percent}%</span>
    <span class="poll-bar"><span dir="auto">${option.text}${option.mine && html` <${Icon} name="check" />`}</span>
      <i style=${`width: ${Math.max(percent, 2)}%`}></i></span>
  </div>`
}
