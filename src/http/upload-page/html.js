import htm from 'htm'
import { h } from 'preact'

/** Markup without a build. Values become text nodes or attributes, never HTML: a file's name cannot become part of the page. */
export const html = htm.bind(h)
