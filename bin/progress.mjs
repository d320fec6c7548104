let silenced = false

/** Ends the running step's display; what is still under way prints nothing more. */
export function silence() {
  silenced = true
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
}

/**
 * Runs `work` and prints one line with its outcome and time. Long work shows its seconds meanwhile:
 * in place on a terminal, else as a line every ten seconds.
 */
export async function step(doing, work) {
  const startedAt = performance.now()
  const elapsed = () => (performance.now() - startedAt) / 1000
  const terminal = process.stdout.isTTY
  const timer = setInterval(() => {
    const seconds = Math.round(elapsed())
    if (silenced) return
    if (terminal) process.stdout.write(`\r${doing} … ${seconds} s`)
    else if (seconds % 10 === 0) process.stdout.write(`${doing} … ${seconds} s\n`)
  }, 1000)
  try {
    const done = await work()
    if (!silenced) process.stdout.write(`${terminal ? '\r\x1b[K' : ''}✓ ${done} ${elapsed().toFixed(1)} s\n`)
  } finally {
    clearInterval(timer)
    if (terminal && !silenced) process.stdout.write('\r\x1b[K')
  }
}
