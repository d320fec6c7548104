// The worker creates the job queues when it starts; the tests have none, but enqueue.
import { openQueue } from '#lib/jobs/work.ts'

const queue = await openQueue()
await queue.stop({ graceful: false })
process.exit(0)
