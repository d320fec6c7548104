/**
 * How Node starts the worker. A sync passes hundreds of megabytes through; with these bounds the collector keeps up with it
 * instead of letting the process grow.
 */
export const workerArguments = ['--max-semi-space-size=8', '--max-old-space-size=192']
