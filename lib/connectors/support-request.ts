export const supportUrl = 'https://support.atlassian.com/contact/'
export const writeSupportRequest = (id: string, name: string | null) => [
  { label: 'Summary', value: `Enable three calls for ${name ?? ''} ${id}` },
]
