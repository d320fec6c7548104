/** Of the people that were found for an earlier text, those that have the one of now in their name or e-mail. */
export function findMatching<P extends { name: string; email: string }>(
  found: readonly P[],
  typed: string,
): P[] {
  const text = typed.trim().toLowerCase()
  return found.filter(({ name, email }) => [name, email].some((one) => one.toLowerCase().includes(text)))
}
