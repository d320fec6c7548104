import type { ChildProcess } from 'node:child_process'
import process from 'node:process'
import type { Stoppable } from './lifecycle.ts'

/**
 * Ends a task and all that it started.
 * @param how `kill`: at once, for what can simply be repeated; `wait`: a migration cut short would count as failed.
 */
export function stopTask(child: ChildProcess, how: 'kill' | 'wait' = 'kill'): Stoppable {
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null
  const kill = () => {
    if (child.pid === undefined || !isRunning()) return
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
    } catch {
      // It ended by itself meanwhile.
    }
  }
  const wait = () =>
    new Promise<void>((resolve) => (isRunning() ? child.once('exit', () => resolve()) : resolve()))
  return { stop: how === 'kill' ? kill : wait, kill }
}
