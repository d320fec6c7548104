import { createServer, type IncomingMessage, type Server } from 'node:http'
import { answerControl, isControl } from './control/answer-control.ts'
import { answerCall, basePath, toReply } from './http/answer-call.ts'
import { readCall } from './http/read-request.ts'
import { sendReply } from './http/send-reply.ts'
import type { Reply } from './replies.ts'
import type { Simulation } from './simulation.ts'

export interface RunningServer {
  /** `http://127.0.0.1:<port>/admin` */
  baseUrl: string
  /** `http://127.0.0.1:<port>`; the controls are under `/__sandbox`. */
  origin: string
  stop(): Promise<void>
}

/** Listens on the loopback interface. Port 0 takes any free one. @throws the error of `listen`, e.g. EADDRINUSE. */
export async function startServer(sandbox: Simulation, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(sandbox, request)
      .catch((error: unknown): Reply => toReply(error))
      .then((reply) => sendReply(response, reply))
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${portOf(server)}`
  return { origin, baseUrl: origin + basePath, stop: () => stop(server) }
}

async function answer(sandbox: Simulation, request: IncomingMessage): Promise<Reply> {
  const call = await readCall(sandbox, request, basePath)
  sandbox.settle(Date.now())
  return isControl(call.path) ? answerControl(call) : answerCall(call)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
