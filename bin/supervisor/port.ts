import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../platform/failure.ts'

/**
 * Checks that the web server will be able to listen.
 * @param patienceMs how long a taken port may take to become free: a killed run's web server needs a moment to end.
 */
export async function checkPort(host: string, port: number, patienceMs: number): Promise<void> {
  for (const end = Date.now() + patienceMs; ; await sleep(100)) {
    const code = await tryToListen(host, port)
    if (code === null) return
    if (code === 'EADDRINUSE' && Date.now() < end) continue
    throw new Failure(refusal(code, host, port))
  }
}

function refusal(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program. Stop that one, or set PORT to a free port.`
    case 'EACCES':
      return `Port ${port} may not be used by this account. Set PORT to a port from 1024 on.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `ROLECALL_HOST is ${host}, which is not an address of this machine. Set it to 127.0.0.1 or 0.0.0.0.`
    default:
      return `Listening at ${host}, port ${port}, failed (${code}). Set ROLECALL_HOST and PORT to an address that is free.`
  }
}

function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ host, port }, () => probe.close(() => resolve(null)))
  })
}
