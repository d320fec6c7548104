// The product's worker, which also says how much memory it has needed at most.
import process from 'node:process'
process.on('message', () => {
  process.send?.({ peakRssMb: process.resourceUsage().maxRSS / 1024 })
})

await import('#lib/worker/main.ts')
