'use client'

import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'

/** Saves a text that the page already holds; it is sent nowhere. */
export function DownloadButton({ name, text }: { name: string; text: string }) {
  const label = `Download ${name}`
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = address
    link.download = name
    link.click()
    // the browser has taken the text by the next turn
    setTimeout(() => URL.revokeObjectURL(address))
  }
  return (
    <Button variant="ghost" size="icon-sm" aria-label={label} title={label} onClick={save}>
      <Download aria-hidden />
    </Button>
  )
}
