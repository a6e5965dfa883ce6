import { useState } from 'preact/hooks'

/**
 * Files dragged in from outside the page.
 *
 * @param {(files: File[]) => void} take
 * @returns {{ over: boolean, on: Record<string, (event: DragEvent) => void> }} is something held over it; and what it listens to
 */
export function useDrop(take) {
  /** Entering a child leaves the parent: what counts is how many of them are entered. */
  const [depth, setDepth] = useState(0)
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false
  return {
    over: depth > 0,
    on: {
      onDragEnter: (event) => hasFiles(event) && setDepth((count) => count + 1),
      onDragLeave: (event) => hasFiles(event) && setDepth((count) => Math.max(0, count - 1)),
      onDragOver: (event) => hasFiles(event) && event.preventDefault(),
      onDrop: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setDepth(0)
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length > 0) take(files)
      },
    },
  }
}
