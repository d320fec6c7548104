const togetherMs = 300

export interface Refresher {
  /** Renders the page's server part anew; several wishes at once count as one. */
  refresh: () => void
  /** Begins to look whether the page is seen; what it returns ends that. */
  start: () => () => void
}

/** What is not seen is not read: a hidden page catches up when it is looked at again. */
export function createRefresher(render: () => void): Refresher {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isBehind = false
  const refresh = () => {
    if (document.hidden) {
      isBehind = true
      return
    }
    timer ??= setTimeout(() => {
      timer = undefined
      render()
    }, togetherMs)
  }
  const catchUp = () => {
    if (document.hidden || !isBehind) return
    isBehind = false
    refresh()
  }
  const start = () => {
    document.addEventListener('visibilitychange', catchUp)
    return () => {
      document.removeEventListener('visibilitychange', catchUp)
      clearTimeout(timer)
      timer = undefined
    }
  }
  return { refresh, start }
}
