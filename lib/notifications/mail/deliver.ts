import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { env } from '#lib/platform/env.ts'
import type { ClaimedMail } from './claim-mail.ts'

/**
 * How a try has ended. `refused`: the server does not want this mail. `not_taken`: it certainly does not have it.
 * `unknown`: the text was on its way and no answer came. `lost`: another try has taken the mail over.
 */
export type Delivery =
  | { outcome: 'taken' | 'lost' }
  | { outcome: 'refused' | 'not_taken' | 'unknown'; error: string }

const connectWithinMs = 15_000
const answerWithinMs = 60_000

/**
 * Gives a mail to the server that `SMTP_URL` names.
 * @param handOver is asked once, when the server waits for the text; only with its yes the text leaves.
 * @param signal ends a try whose text has not left yet.
 */
export async function deliver(
  mail: ClaimedMail,
  handOver: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<Delivery> {
  const course: Course = { isTalking: false, hasLeft: false, isLost: false }
  const message = await compose(mail)
  const { auth, connection } = connectionOf(env().SMTP_URL ?? '')
  const give = () => {
    if (!course.hasLeft) connection.close()
  }
  signal.addEventListener('abort', give, { once: true })
  try {
    const failure = new Promise<never>((_resolve, reject) => connection.once('error', reject))
    const closed = new Promise<never>((_resolve, reject) =>
      connection.once('end', () => reject(new Error('The connection was closed.'))),
    )
    const talk = async () => {
      await call((done) => connection.connect(done))
      if (auth) await call((done) => connection.login(auth, done))
      course.isTalking = true
      const text = Readable.from(guarded(message, handOver, course))
      const envelope = { from: senderAddress(), to: mail.to.address, size: message.length }
      await call((done) => connection.send(envelope, text, done))
    }
    if (signal.aborted) throw new Error('The worker is stopping.')
    await Promise.race([talk(), failure, closed])
    return { outcome: 'taken' }
  } catch (error) {
    return judge(error, course)
  } finally {
    signal.removeEventListener('abort', give)
    connection.removeAllListeners('error').on('error', () => undefined)
    connection.close()
  }
}

interface Course {
  /** Past greeting and sign-in: what is said from now on is about this mail. */
  isTalking: boolean
  hasLeft: boolean
  isLost: boolean
}

/** The text as a stream that is first read when the server has asked for it. */
async function* guarded(message: Buffer, handOver: () => Promise<boolean>, course: Course) {
  if (!(await handOver())) {
    course.isLost = true
    throw new Error('Another try has taken this mail over.')
  }
  course.hasLeft = true
  yield message
}

function judge(error: unknown, { isTalking, hasLeft, isLost }: Course): Delivery {
  if (isLost) return { outcome: 'lost' }
  const words = wordsOf(error)
  const code = answerCode(error)
  if (code !== null) return { outcome: isTalking && code >= 500 ? 'refused' : 'not_taken', error: words }
  return { outcome: hasLeft ? 'unknown' : 'not_taken', error: words }
}

function answerCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('responseCode' in error)) return null
  return typeof error.responseCode === 'number' && error.responseCode >= 400 ? error.responseCode : null
}

const longest = 500

/** The server's answer where there is one, else what happened; on one line. */
function wordsOf(error: unknown): string {
  const happened = error instanceof Error ? error.message : String(error)
  const answer = error instanceof Error && 'response' in error ? error.response : null
  const words = typeof answer === 'string' ? answer : happened
  return words.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, longest)
}

function connectionOf(url: string) {
  const { auth, ...options } = parseConnectionUrl(url)
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(options.host ?? '')
  const connection = new SMTPConnection({
    // a password goes to another machine over TLS only, unless the address says otherwise
    requireTLS: auth !== undefined && !isHere,
    ...options,
    connectionTimeout: connectWithinMs,
    greetingTimeout: connectWithinMs,
    socketTimeout: answerWithinMs,
  })
  return { auth: auth ? { credentials: auth } : null, connection }
}

const sender = (): string => env().MAIL_FROM ?? `Rolecall <rolecall@${new URL(env().ROLECALL_URL).hostname}>`

const senderAddress = (): string => /<([^>]+)>/.exec(sender())?.[1] ?? sender().trim()

async function compose({ mailId, createdAt, to, subject, text, html }: ClaimedMail): Promise<Buffer> {
  const host = senderAddress().split('@').at(-1) ?? 'localhost'
  return new MailComposer({
    from: sender(),
    to,
    subject,
    text,
    html,
    date: createdAt,
    messageId: `<${mailId}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

function call(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())))
}
