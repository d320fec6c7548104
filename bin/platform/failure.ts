/** What a person can mend: the message is the whole sentence they read, `details` are a tool's own last lines. */
export class Failure extends Error {
  readonly details: readonly string[]

  constructor(message: string, details: readonly string[] = []) {
    super(message)
    this.name = 'Failure'
    this.details = details
  }
}

/** Prints why a command stops: details indented, then the sentence. Anything but a `Failure` is a fault of ours. */
export function printFailure(error: unknown): void {
  if (error instanceof Failure) {
    for (const line of error.details) process.stderr.write(`  ${line}\n`)
    process.stderr.write(`${error.message}\n`)
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`Rolecall met an unexpected fault: ${text}\n`)
  }
}
