import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, printFailure } from '../platform/failure.ts'
import { silence } from '../progress.mjs'

/** Something that was started and has to be stopped. */
export interface Stoppable {
  stop: () => unknown
  /** Ends it at once. */
  kill?: () => void
}

export interface Lifecycle {
  /** Registers what was started; it is stopped after everything that is registered later. */
  add: (stoppable: Stoppable) => void
  /** Stops everything because of `error` and ends the process with exit code 1. */
  fail: (error: unknown) => Promise<void>
}

/** npm passes on the Ctrl-C that the terminal has already sent: signals this close together are one. */
const oneKeystrokeMs = 700

/** Answers the signals: the first stops everything in order, a second one at once. */
export function beginLifecycle(): Lifecycle {
  const started: Stoppable[] = []
  let endedAt: number | null = null

  const end = async (code: number, reason?: unknown) => {
    endedAt = Date.now()
    silence()
    if (reason !== undefined) printFailure(reason)
    else process.stdout.write('Stopping …\n')
    for (const stoppable of started.toReversed()) {
      try {
        await stoppable.stop()
      } catch (error) {
        printFailure(error)
        code = 1
      }
    }
    if (reason === undefined) process.stdout.write('Stopped.\n')
    // What was written may still be under way to a pipe.
    await sleep(10)
    process.exit(code)
  }

  const onSignal = () => {
    if (endedAt === null) return void end(0)
    if (Date.now() - endedAt < oneKeystrokeMs) return
    for (const stoppable of started) stoppable.kill?.()
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  // The process that handed over to us was killed.
  process.on('disconnect', onSignal)
  process.channel?.unref()
  // A console that is gone is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

  return {
    add: (stoppable) => {
      if (endedAt === null) return void started.push(stoppable)
      // It was started in the moment everything was told to stop.
      if (stoppable.kill) stoppable.kill()
      else void stoppable.stop()
      throw new Failure('Rolecall is stopping.')
    },
    fail: async (error) => {
      if (endedAt === null) await end(1, error)
    },
  }
}
