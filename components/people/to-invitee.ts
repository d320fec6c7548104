const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Somebody to invite by what was typed, when it is a whole e-mail address that nobody here has; their name is a guess from it. */
export function toInvitee(
  typed: string,
  known: readonly { email: string }[],
): { email: string; name: string } | null {
  const email = typed.trim().toLowerCase()
  if (!address.test(email) || known.some((one) => one.email.toLowerCase() === email)) return null
  const words = email.slice(0, email.indexOf('@')).split(/[._-]+/)
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
  return { email, name: name.trim() }
}
