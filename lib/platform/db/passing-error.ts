/**
 * SQLSTATE (PostgreSQL's manual, Appendix A) of what may be gone at the next try: connections, conflicts of transactions,
 * resources, a lock that was not to be had, a statement or a server that was stopped.
 */
const passingState = /^(?:08...|40...|53...|55P03|57014|57P0[1-3])$/
/** Of Prisma: not reachable, timed out, closed, no connection in time, transaction expired, conflict, too many connections. */
const passingOfPrisma = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']
const passingOfNetwork = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']
/** What a connection says that was lost meanwhile; it has no code. */
const lostConnection = /^(?:Connection terminated|Client has encountered a connection error)/

/** Whether the database's own trouble is of a kind that passes, so that the same work may be done again. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (lostConnection.test(error.message)) return true
  return codesOf(error).some(
    (code) => passingState.test(code) || passingOfPrisma.includes(code) || passingOfNetwork.includes(code),
  )
}

/** The error's own code, and the one that the driver had below it. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return []
  const own = ['code', 'originalCode'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? [value] : []
  })
  const below = ['cause', 'meta', 'driverAdapterError'].flatMap((name) =>
    codesOf(Reflect.get(error, name), depth + 1),
  )
  return [...own, ...below]
}
