/** Ends the running step's display; what is still under way prints nothing more. */
export function silence(): void

/** Runs `work`, showing its seconds, and prints one line with the text it resolves to and the time it took. */
export function step(doing: string, work: () => Promise<string>): Promise<void>
