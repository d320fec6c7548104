/** What the settings of mail may be; pure, for the supervisor and for its children. */

/** `smtp://` or `smtps://` with a host; user, password and options may be inside. */
export function isSmtpUrl(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, pathname, port } = new URL(text)
  return /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && port !== '0'
}

/** `name@host` or `Some Name <name@host>`, on one line. */
export const isSender = (text: string): boolean =>
  /^(?:[^<>"@,;:\p{Cc}]*<[^\s<>"@,;]+@[^\s<>"@,;]+>|[^\s<>"@,;]+@[^\s<>"@,;]+)$/u.test(text.trim())
